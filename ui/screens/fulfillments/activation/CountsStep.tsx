import { Button, NumberInput } from '@mantine/core'
import { copiesRemaining, overdraftLeft } from '@tallystick/entitlements/rules/figures.ts'
import { countsWithPending } from '@tallystick/fulfillments/rules/counts.ts'
import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { countField, sumField } from './fields.ts'
import {
  asksCounts,
  countOf,
  hostTitle,
  type ActivationDraft,
  type DraftCount,
  type DraftHost,
} from './draft.ts'
import { copiesOfItem, hostsOfItem } from './totals.ts'
import { Figures, type ShownFigure } from '../Figures.tsx'
import type { ActivationForm, FormItem } from './form.ts'
import { CHANGE_WORDS, sharesOfItem } from './replacing.ts'
import { ReplacingCounts } from './ReplacingCounts.tsx'
import type { StepProps } from './step-props.ts'

/** Third step: how many copies each host gets, with the figures of the line item beside. */
export function CountsStep(props: StepProps) {
  const { form } = props
  return (
    <>
      <h2>Counts</h2>
      <p className="w-lead">{leadOf(form)}</p>
      {form.items.map((item) => (
        <section key={item.id} className="w-part">
          <h3>
            {item.products} <span className="w-kind t-mono">{item.activationId}</span>
          </h3>
          <Figures figures={shownFigures(item)} label={`Copies of ${item.activationId}`} />
          {item.changeKind === null ? (
            <OrdinaryCounts {...props} item={item} />
          ) : (
            <CountsOfReplacing {...props} item={item} />
          )}
        </section>
      ))}
    </>
  )
}

function leadOf(form: ActivationForm): string {
  const replacing = form.items.find(({ changeKind }) => changeKind !== null)
  if (replacing?.changeKind && !asksCounts(form)) {
    return 'Say for each host whether its license comes from an earlier one, or is new.'
  }
  if (replacing?.changeKind) {
    return 'Say how many new copies each host gets, and how many come from its earlier licenses.'
  }
  if (!asksCounts(form)) return 'This license is not counted: there is nothing to fill in here.'
  return 'Say how many copies each host gets. A host that you leave empty gets none.'
}

function OrdinaryCounts(props: ItemProps) {
  return props.item.asks.count ? <CountTable {...props} /> : <Uncounted {...props} />
}

/** New copies and copies of earlier licenses, apart. */
function CountsOfReplacing(props: ItemProps) {
  const { item, problemAt } = props
  const { doing } = CHANGE_WORDS[item.changeKind ?? 'upgrade']
  const sum = item.asks.count ? null : problemAt(sumField(item.id))
  return (
    <>
      {item.asks.count && (
        <section className="w-replacing">
          <h4>Copies available to activate without {doing} previous licenses</h4>
          <CountTable {...props} />
        </section>
      )}
      <ReplacingCounts {...props} />
      {sum && (
        <p className="w-error" role="alert" tabIndex={-1} id={sumField(item.id)}>
          {sum}
        </p>
      )}
    </>
  )
}

/** The figures of the line item that matter for counting, in the order of the published page. */
function shownFigures(item: FormItem): readonly ShownFigure[] {
  if (item.changeKind !== null) return figuresBeside(item, ['unfulfilled', 'available'])
  return figuresBeside(item, ['remaining', 'available'])
}

function figuresBeside(item: FormItem, first: readonly string[]): readonly ShownFigure[] {
  const overdraft = item.asks.overdraft ? ['overdraftLeft'] : []
  const keys = [...first, 'extraActivationsAvailable', ...overdraft]
  return item.figures
    .filter((figure) => keys.includes(figure.key))
    .toSorted((a, b) => keys.indexOf(a.key) - keys.indexOf(b.key))
}

interface ItemProps extends StepProps {
  readonly item: FormItem
}

function Uncounted({ item, draft }: ItemProps) {
  const perNode = licenseKindOf(item.kind).countsPer === 'node-host'
  const used = copiesOfItem(draft, item)
  const left = copiesRemaining(item.counts) - used
  return (
    <>
      <p>
        Each {perNode ? 'computer' : 'license server'} takes one copy:{' '}
        <strong>{countText(used, 'copy', 'copies')}</strong> will be used
        {left >= 0 ? `, ${numberText(left)} remain.` : '.'}
      </p>
      {left < 0 && (
        <p className="w-error" role="alert" tabIndex={-1} id={sumField(item.id)}>
          That is {numberText(-left)} more than can be activated. Go back and remove{' '}
          {countText(-left, perNode ? 'computer' : 'server')}.
        </p>
      )}
    </>
  )
}

function CountTable(props: ItemProps) {
  const { item, draft, problemAt } = props
  const problem = problemAt(sumField(item.id))
  return (
    <>
      <table className="w-counts">
        <thead>
          <tr>
            <th scope="col">Host</th>
            <th scope="col" className="w-number">
              Pending on others
            </th>
            <th scope="col">Fulfill count</th>
            {item.asks.overdraft && <th scope="col">Overdraft</th>}
          </tr>
        </thead>
        <tbody>
          {draft.hosts.map((host) => (
            <CountRow key={host.key} {...props} host={host} />
          ))}
        </tbody>
      </table>
      {problem && (
        <p className="w-error" role="alert" tabIndex={-1} id={sumField(item.id)}>
          {problem}
        </p>
      )}
    </>
  )
}

function CountRow({ host, item, draft, change, problemAt, leave }: ItemProps & { readonly host: DraftHost }) {
  const count = countOf(draft, host, item)
  const pending = freshCopies(draft, item) - (count.copies ?? 0)
  const others = hostsOfItem(draft, item).filter((other) => other !== host)
  const pendingOverdraft = others.reduce(
    (sum, other) => sum + (countOf(draft, other, item).overdraft ?? 0),
    0,
  )
  const left = countsWithPending(item.counts, { copies: Math.max(0, pending), overdraft: pendingOverdraft })
  const put = (patch: Partial<DraftCount>) =>
    change({
      counts: {
        ...draft.counts,
        [host.key]: { ...draft.counts[host.key], [item.id]: { ...count, ...patch } },
      },
    })
  const copiesId = countField('copies', host.key, item.id)
  const overdraftId = countField('overdraft', host.key, item.id)
  const most = copiesRemaining(left)
  return (
    <tr>
      <td className="w-host">
        <span className="t-mono">{hostTitle(host)}</span>
        {host.nodes.length > 0 && host.servers.length > 0 && (
          <div className="w-kind">with {countText(host.nodes.length, 'node-locked host')}</div>
        )}
      </td>
      <td className="w-number" data-label="Pending on others">
        {numberText(Math.max(0, pending))}
      </td>
      <td className="w-entry" data-label="Fulfill count">
        <div>
          <CountInput
            id={copiesId}
            label={`Fulfill count of ${item.activationId} on ${hostTitle(host)}`}
            value={count.copies}
            error={problemAt(copiesId)}
            onChange={(copies) => put({ copies })}
            onBlur={() => leave(copiesId)}
          />
          {most > 0 && count.copies !== most && (
            <Button variant="subtle" size="compact-xs" mt={2} onClick={() => put({ copies: most })}>
              Use all {numberText(most)}
            </Button>
          )}
        </div>
      </td>
      {item.asks.overdraft && (
        <td className="w-entry" data-label="Overdraft">
          <div>
            <CountInput
              id={overdraftId}
              label={`Overdraft of ${item.activationId} on ${hostTitle(host)}`}
              value={count.overdraft}
              error={problemAt(overdraftId)}
              onChange={(overdraft) => put({ overdraft })}
              onBlur={() => leave(overdraftId)}
            />
            <span className="w-kind">{numberText(overdraftLeft(left))} possible</span>
          </div>
        </td>
      )}
    </tr>
  )
}

/** Copies that are activated as new. */
function freshCopies(draft: ActivationDraft, item: FormItem): number {
  return item.changeKind === null ? copiesOfItem(draft, item) : sharesOfItem(draft, item).fresh
}

interface CountInputProps {
  readonly id: string
  readonly label: string
  readonly value: number | null
  readonly error: string | null
  readonly onChange: (value: number | null) => void
  readonly onBlur: () => void
}

function CountInput({ id, label, value, error, onChange, onBlur }: CountInputProps) {
  return (
    <NumberInput
      id={id}
      aria-label={label}
      value={value ?? ''}
      error={error}
      onChange={(next) => onChange(typeof next === 'number' ? next : null)}
      onBlur={onBlur}
      min={0}
      clampBehavior="none"
      allowDecimal={false}
      allowNegative={false}
      hideControls
      thousandSeparator
    />
  )
}
