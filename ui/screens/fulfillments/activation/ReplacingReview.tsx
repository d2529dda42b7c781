import { SUPPORT_ACTIONS } from '@tallystick/fulfillments/model.ts'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { countOf } from './draft.ts'
import type { FormItem } from './form.ts'
import { CHANGE_WORDS, replacingOf, rowsAt, sharesOfPlace, usedPlaces, type Place } from './replacing.ts'
import type { ActivationOutput } from './ReviewStep.tsx'
import type { StepProps } from './step-props.ts'

type ReplacingProps = Pick<StepProps, 'draft' | 'grids'> & { readonly item: FormItem }

/** Each license of a replacing line item in words: new copies, and those that come from earlier licenses. */
export function ReplacingReview({ item, draft, grids }: ReplacingProps) {
  return (
    <ul>
      {usedPlaces(draft, item).map((place) => (
        <li key={place.key}>
          <span className="t-mono">{place.title}</span>: {sharesText({ item, draft, grids }, place)}
        </li>
      ))}
    </ul>
  )
}

function sharesText({ item, draft, grids }: ReplacingProps, place: Place): string {
  const { fresh, replaced } = sharesOfPlace(draft, place, item)
  const { overdraft } = countOf(draft, place.host, item)
  const { copies } = replacingOf(draft, place, item)
  const rows = rowsAt(grids, place, item) ?? []
  const from = rows.flatMap(({ lineItemId, activationId }) =>
    copies[lineItemId] ? [`${numberText(copies[lineItemId])} of ${activationId}`] : [],
  )
  const parts = [
    ...(fresh > 0 ? [`${countText(fresh, 'new copy', 'new copies')}`] : []),
    ...(replaced > 0 && item.changeKind ? [`${from.join(', ')} ${CHANGE_WORDS[item.changeKind].done}`] : []),
    ...(item.asks.count && overdraft ? [`overdraft ${numberText(overdraft)}`] : []),
  ]
  return parts.join('; ')
}

/** The licenses that end, and what stays of them, as the server has found it. */
export function Ended({ replaced }: { readonly replaced: ActivationOutput['replaced'] }) {
  if (replaced.length === 0) return null
  return (
    <section className="w-part">
      <h3>What ends</h3>
      <p className="w-kind">These licenses stop being valid when the new ones are generated.</p>
      <ul>
        {replaced.map(({ id, fulfillmentCode, activationId, became, copiesReplaced, copiesLeft }) => (
          <li key={id}>
            <span className="t-mono">{fulfillmentCode}</span> of{' '}
            <span className="t-mono">{activationId}</span> becomes {labelOf(became)}:{' '}
            {countText(copiesReplaced, 'copy goes', 'copies go')} to the new license
            {copiesLeft > 0 &&
              `; ${countText(copiesLeft, 'copy stays and gets', 'copies stay and get')} a new license`}
            .
          </li>
        ))}
      </ul>
    </section>
  )
}

function labelOf(action: string): string {
  const labels: Readonly<Record<string, string>> = SUPPORT_ACTIONS
  return labels[action] ?? action
}
