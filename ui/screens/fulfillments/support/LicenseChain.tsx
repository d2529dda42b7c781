import type { OutputOf } from '@tallystick/api/client.ts'
import { LICENSE_STATES, SUPPORT_ACTIONS } from '@tallystick/fulfillments/model.ts'
import { getLicenseChain } from '@tallystick/fulfillments/operations/get-license-chain.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { When } from '@tallystick/kit/format/When.tsx'
import { EmptyList, FailedList } from '@tallystick/kit/list/EmptyList.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { licensePath } from '../paths.ts'
import { ValidDays } from '../ValidDays.tsx'
import './support.css'
import { HostTexts } from './SupportSummary.tsx'

type ChainRecord = OutputOf<typeof getLicenseChain>['records'][number]

/** The lineage of a license as a drawing: every record with its label, who made it and who ended it, and when. LIFE-12. */
export function LicenseChain({ id }: { readonly id: string }) {
  const query = useOperation(getLicenseChain, { fulfillment: id })
  if (query.error) return <FailedList problem={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <p className="t-hint">Reading the chain…</p>
  const { records, isComplete } = query.data
  if (records.length === 0) return <EmptyList noun="records" why="nothing-yet" onClear={() => undefined} />
  const shown = new Set(records.map((one) => one.id))
  // A record of which nothing before can be shown stands at the beginning.
  const roots = records.filter((one) => placeOf(one, shown) === null)
  return (
    <>
      <ul className="s-chain" aria-label="Records of this license">
        {roots.map((root) => (
          <Branch key={root.id} record={root} records={records} shown={shown} now={id} />
        ))}
      </ul>
      {!isComplete && <p className="t-hint">There are more records than can be drawn.</p>}
    </>
  )
}

/** Below which record one is drawn: its parent, else the first shown one that gave it copies; null for neither. */
function placeOf({ parentId, tookFrom }: ChainRecord, shown: ReadonlySet<string>): string | null {
  if (parentId !== null && shown.has(parentId)) return parentId
  return tookFrom.find((one) => shown.has(one.id))?.id ?? null
}

interface BranchProps {
  readonly record: ChainRecord
  readonly records: readonly ChainRecord[]
  readonly shown: ReadonlySet<string>
  readonly now: string
}

/** A record with what came out of it: straight on below it, or branching to the right where it was divided. */
function Branch({ record, records, shown, now }: BranchProps) {
  const children = records.filter((one) => placeOf(one, shown) === record.id)
  return (
    <li>
      <RecordBox record={record} isNow={record.id === now || record.fulfillmentCode === now} />
      {children.length > 0 && (
        <ul data-on={children.length === 1 || undefined}>
          {children.map((child) => (
            <Branch key={child.id} record={child} records={records} shown={shown} now={now} />
          ))}
        </ul>
      )}
    </li>
  )
}

function RecordBox({ record, isNow }: { readonly record: ChainRecord; readonly isNow: boolean }) {
  const actions: Readonly<Record<string, string>> = SUPPORT_ACTIONS
  const states: Readonly<Record<string, string>> = LICENSE_STATES
  const code = <span className="t-mono">{record.fulfillmentCode}</span>
  return (
    <div className="s-record" data-state={record.state} data-now={isNow || undefined}>
      <div>
        <p className="s-label">
          {record.refusedBecause === null ? actions[record.supportAction] : 'Refused'}
        </p>
        <p className="w-kind">
          {record.state === 'obsolete' ? 'ended' : (states[record.state] ?? record.state)}
        </p>
      </div>
      <div>
        <p>
          {isNow ? (
            <>
              {code} <span className="t-muted">this license</span>
            </>
          ) : (
            <Link to={licensePath(record.id)}>{code}</Link>
          )}
        </p>
        <p>
          {countText(record.copies, 'copy', 'copies')}
          {record.overdraft > 0 && `, overdraft ${numberText(record.overdraft)}`} of {record.products},{' '}
          <ValidDays from={record.startsOn} to={record.expiresOn} />
        </p>
        <HostTexts texts={record.hosts} />
        <p className="w-kind">
          Made by {record.fulfilledBy}, <When instant={record.fulfilledAt} />
          {record.closedAt && (
            <>
              ; {record.refusedBecause === null ? 'ended' : 'refused'} by {record.closedBy},{' '}
              <When instant={record.closedAt} />
            </>
          )}
        </p>
        {record.refusedBecause !== null && (
          <p>The producer refused it, so it was never good: {record.refusedBecause}</p>
        )}
        <CopiesOf rows={record.tookFrom} before="Took" between="from" />
        <CopiesOf rows={record.wentInto} before="Gave" between="to" />
      </div>
    </div>
  )
}

interface CopiesOfProps {
  readonly rows: ChainRecord['tookFrom']
  readonly before: string
  readonly between: string
}

/** Copies that went from license to license: "Took 2 copies from FID-…, 3 from FID-…". ACT-06. */
function CopiesOf({ rows, before, between }: CopiesOfProps) {
  if (rows.length === 0) return null
  return (
    <p className="w-kind">
      {before}{' '}
      {rows.map(({ id, fulfillmentCode, copies }, at) => (
        <span key={id}>
          {at > 0 && ', '}
          {at === 0 ? countText(copies, 'copy', 'copies') : numberText(copies)} {between}{' '}
          <Link to={licensePath(id)}>
            <span className="t-mono">{fulfillmentCode}</span>
          </Link>
        </span>
      ))}
    </p>
  )
}
