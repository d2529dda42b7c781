import { NumberInput, Radio } from '@mantine/core'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { Day } from '@tallystick/kit/format/When.tsx'
import type { ChangeKind } from '@tallystick/entitlements/model.ts'
import type { ReplacingChoice } from './draft.ts'
import type { FormItem } from './form.ts'
import {
  CHANGE_WORDS,
  choiceField,
  placesOf,
  replaceField,
  replacingOf,
  rowsAt,
  withReplacing,
  type GridRow,
  type Place,
} from './replacing.ts'
import type { StepProps } from './step-props.ts'

interface ItemProps extends StepProps {
  readonly item: FormItem
}

interface PlaceProps extends ItemProps {
  readonly place: Place
  readonly kind: ChangeKind
}

/** What a line item that replaces others takes from earlier licenses: a part for each host. ACT-06. */
export function ReplacingCounts(props: ItemProps) {
  const { item, draft } = props
  const { changeKind } = item
  if (changeKind === null) return null
  return (
    <>
      {placesOf(draft, item).map((place) => (
        <section key={place.key} className="w-replacing">
          {item.asks.count ? (
            <Counted {...props} place={place} kind={changeKind} />
          ) : (
            <Uncounted {...props} place={place} kind={changeKind} />
          )}
        </section>
      ))}
    </>
  )
}

function Counted(props: PlaceProps) {
  const { place, kind, item, grids } = props
  const { verb } = CHANGE_WORDS[kind]
  return (
    <>
      <h4>
        Copies available to {verb.toLowerCase()} from previous licenses on host{' '}
        <span className="t-mono">{place.title}</span>
      </h4>
      <Rows rows={rowsAt(grids, place, item)} kind={kind}>
        {(rows) => (
          <Grid rows={rows} kind={kind} last={`${verb} count`}>
            {(row) => <CountOf {...props} row={row} />}
          </Grid>
        )}
      </Rows>
    </>
  )
}

function Uncounted(props: PlaceProps) {
  const { place, kind, item, draft, grids, change, problemAt } = props
  const { verb } = CHANGE_WORDS[kind]
  const { choice } = replacingOf(draft, place, item)
  const rows = rowsAt(grids, place, item)
  const id = choiceField(place, item.id)
  return (
    <>
      <Radio.Group
        id={id}
        tabIndex={-1}
        label={
          <>
            What happens on <span className="t-mono">{place.title}</span>?
          </>
        }
        value={choice ?? ''}
        error={problemAt(id)}
        onChange={(next) =>
          change(
            withReplacing(draft, place, item, { choice: next as ReplacingChoice, ...onlyOne(next, rows) }),
          )
        }
      >
        <div className="w-choices">
          <Radio
            value="replace"
            label={`${verb} a license that is there`}
            disabled={rows !== null && rows.length === 0}
            description={
              rows !== null && rows.length === 0 ? 'No license on this host leads to this one.' : undefined
            }
          />
          <Radio value="activate" label="Activate a new copy" />
          <Radio value="none" label="None" description="This host gets nothing." />
        </div>
      </Radio.Group>
      {choice === 'replace' && (
        <Rows rows={rows} kind={kind}>
          {(some) => (
            <Grid rows={some} kind={kind} last={verb}>
              {(row) => <ChoiceOf {...props} row={row} />}
            </Grid>
          )}
        </Rows>
      )}
    </>
  )
}

/** The only license there is needs no second choice. */
function onlyOne(choice: string, rows: readonly GridRow[] | null) {
  const [only, second] = rows ?? []
  return choice === 'replace' && only && !second ? { copies: { [only.lineItemId]: 1 } } : {}
}

function Rows({
  rows,
  kind,
  children,
}: {
  readonly rows: readonly GridRow[] | null
  readonly kind: ChangeKind
  readonly children: (rows: readonly GridRow[]) => React.ReactNode
}) {
  if (rows === null) return <p className="t-hint">Looking for earlier licenses on this host…</p>
  if (rows.length > 0) return children(rows)
  return (
    <p className="t-hint">
      There is none on this host. To {CHANGE_WORDS[kind].verb.toLowerCase()} licenses, go back and choose the
      hosts that they are on.
    </p>
  )
}

interface GridProps {
  readonly rows: readonly GridRow[]
  readonly kind: ChangeKind
  /** Heading of the last column, in which something is said. */
  readonly last: string
  readonly children: (row: GridRow) => React.ReactNode
}

/** *Copies available*: one row per line item whose licenses on the host can be replaced. */
function Grid({ rows, kind, last, children }: GridProps) {
  const available = `Available ${CHANGE_WORDS[kind].verb.toLowerCase()} count`
  return (
    <table className="w-counts w-grid">
      <thead>
        <tr>
          <th scope="col">Parent activation ID</th>
          <th scope="col">Product</th>
          <th scope="col">Version</th>
          <th scope="col">Expiration</th>
          <th scope="col" className="w-number">
            {available}
          </th>
          <th scope="col">{last}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.lineItemId}>
            <td className="w-host t-mono">{row.activationId}</td>
            <td data-label="Product">{row.product}</td>
            <td data-label="Version">{row.version}</td>
            <td data-label="Expiration">
              {row.expiresOn === null ? 'Permanent' : <Day date={row.expiresOn} />}
            </td>
            <td className="w-number" data-label={available}>
              {numberText(row.available)}
            </td>
            <td className="w-entry" data-label={last}>
              {children(row)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type RowProps = PlaceProps & { readonly row: GridRow }

function CountOf({ row, place, kind, item, draft, change, problemAt, leave }: RowProps) {
  const id = replaceField(place, item.id, row.lineItemId)
  const { copies } = replacingOf(draft, place, item)
  return (
    <NumberInput
      id={id}
      aria-label={`${CHANGE_WORDS[kind].verb} count of ${row.activationId} on ${place.title}`}
      value={copies[row.lineItemId] ?? ''}
      error={problemAt(id)}
      onChange={(next) => {
        const count = typeof next === 'number' ? next : null
        change(withReplacing(draft, place, item, { copies: { ...copies, [row.lineItemId]: count } }))
      }}
      onBlur={() => leave(id)}
      min={0}
      clampBehavior="none"
      allowDecimal={false}
      allowNegative={false}
      hideControls
      thousandSeparator
    />
  )
}

function ChoiceOf({ row, place, kind, item, draft, change }: RowProps) {
  const { copies } = replacingOf(draft, place, item)
  return (
    <Radio
      name={replaceField(place, item.id, 'choice')}
      aria-label={`${CHANGE_WORDS[kind].verb} ${countText(1, 'copy', 'copies')} of ${row.activationId} on ${place.title}`}
      checked={(copies[row.lineItemId] ?? 0) > 0}
      onChange={() => change(withReplacing(draft, place, item, { copies: { [row.lineItemId]: 1 } }))}
    />
  )
}
