import type { ApiProblem, OutputOf } from '@tallystick/api/client.ts'
import { mdiAlertOutline, mdiCheckCircleOutline } from '@mdi/js'
import type { planLineItemChanges } from '@tallystick/entitlements/contracts.ts'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { Day } from '@tallystick/kit/format/When.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { orderedItemPath } from '../paths.ts'
import type { ChangeDraft } from './draft.ts'
import { wordsOfChange } from './words.ts'

type Plan = OutputOf<typeof planLineItemChanges>
type Row = Plan['rows'][number]

interface ReviewProps {
  readonly draft: ChangeDraft
  readonly plan: Plan | null
  readonly isPlanning: boolean
  readonly problem: ApiProblem | null
}

/** Last step: what becomes of each line item, and which are left out and why. Nothing is written yet. */
export function ReviewStep({ draft, plan, isPlanning, problem }: ReviewProps) {
  const words = wordsOfChange(draft.kind)
  return (
    <>
      <h2>Review</h2>
      <p className="w-lead">
        Nothing has been written yet.
        {!draft.keepsParent && ' The replaced line items will be obsolete, which cannot be taken back.'}
      </p>
      {problem && <RefusalNotice problem={problem} />}
      {!plan && !problem && <output className="w-verdict">Looking at the line items…</output>}
      {plan && (
        <div aria-busy={isPlanning}>
          <Verdict plan={plan} past={words.past} />
          {draft.kind === 'renewal' && draft.term === 'follows' && plan.refused > 0 && (
            <p className="t-hint">
              A line item that ends on a day cannot last “as long again”: go back to Terms and choose a last
              day or a time.
            </p>
          )}
          <SimpleTable
            label="What becomes of each line item"
            rows={plan.rows}
            keyOf={(row) => row.id}
            empty="No line item fits. Go back and choose other accounts or products."
            columns={[
              { label: 'Line item', cell: itemCell },
              { label: 'Sold to', cell: (row) => row.soldTo },
              { label: 'Becomes', cell: becomesCell },
              {
                label: 'Copies',
                isFigure: true,
                cell: ({ becomes }) => (becomes ? numberText(becomes.copies) : ''),
              },
              { label: 'From', cell: fromCell },
              { label: 'Expiration', cell: expirationCell },
            ]}
          />
        </div>
      )}
    </>
  )
}

function Verdict({ plan, past }: { readonly plan: Plan; readonly past: string }) {
  const isGood = plan.refused === 0
  const more = plan.total - plan.rows.length
  return (
    <output className="w-verdict" data-meaning={isGood ? 'good' : 'attention'}>
      <Icon path={isGood ? mdiCheckCircleOutline : mdiAlertOutline} />
      <span>
        {countText(plan.changed, 'line item')} can be {past}
        {plan.refused > 0 && `, ${numberText(plan.refused)} cannot and will be left out`}.
        {more > 0 &&
          ` These are the first ${numberText(plan.rows.length)}; ${numberText(more)} more are looked at one by one by the job, and its report says what became of each.`}
      </span>
    </output>
  )
}

function itemCell({ id, activationId, products }: Row) {
  return (
    <>
      <Link to={orderedItemPath(id)} className="t-link t-mono e-whole">
        {activationId}
      </Link>
      <div className="t-muted">{products}</div>
    </>
  )
}

function becomesCell({ becomes, reason }: Row) {
  if (!becomes) return <>Left out: {reason}</>
  return (
    <>
      {becomes.products}
      <div className="t-muted">{becomes.licenseModel}</div>
    </>
  )
}

/** A line item without a day of its own starts with each license. */
function fromCell({ becomes }: Row) {
  if (!becomes) return ''
  return becomes.startsOn === null ? 'Each activation' : <Day date={becomes.startsOn} />
}

function expirationCell({ becomes }: Row) {
  if (!becomes) return ''
  return /^\d{4}-\d{2}-\d{2}$/.test(becomes.expiration) ? (
    <Day date={becomes.expiration} />
  ) : (
    becomes.expiration
  )
}
