import type { OutputOf } from '@tallystick/api/client.ts'
import { SUPPORT_ACTIONS } from '@tallystick/fulfillments/model.ts'
import { getLicenseChain } from '@tallystick/fulfillments/operations/get-license-chain.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { Day, When } from '@tallystick/kit/format/When.tsx'
import { EmptyList, FailedList } from '@tallystick/kit/list/EmptyList.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { licensePath } from '../paths.ts'
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
  // A record whose parent the reader may not see stands at the beginning.
  const roots = records.filter(({ parentId }) => parentId === null || !shown.has(parentId))
  return (
    <>
      <ul className="s-chain" aria-label="Records of this license">
        {roots.map((root) => (
          <Branch key={root.id} record={root} records={records} now={id} />
        ))}
      </ul>
      {!isComplete && <p className="t-hint">There are more records than can be drawn.</p>}
    </>
  )
}

interface BranchProps {
  readonly record: ChainRecord
  readonly records: readonly ChainRecord[]
  readonly now: string
}

/** A record with what came out of it: straight on below it, or branching to the right where it was divided. */
function Branch({ record, records, now }: BranchProps) {
  const children = records.filter(({ parentId }) => parentId === record.id)
  return (
    <li>
      <RecordBox record={record} isNow={record.id === now || record.fulfillmentCode === now} />
      {children.length > 0 && (
        <ul data-on={children.length === 1 || undefined}>
          {children.map((child) => (
            <Branch key={child.id} record={child} records={records} now={now} />
          ))}
        </ul>
      )}
    </li>
  )
}

function RecordBox({ record, isNow }: { readonly record: ChainRecord; readonly isNow: boolean }) {
  const actions: Readonly<Record<string, string>> = SUPPORT_ACTIONS
  const code = <span className="t-mono">{record.fulfillmentCode}</span>
  return (
    <div className="s-record" data-state={record.state} data-now={isNow || undefined}>
      <div>
        <p className="s-label">{actions[record.supportAction]}</p>
        <p className="w-kind">{record.state === 'obsolete' ? 'ended' : record.state}</p>
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
          <Day date={record.startsOn} /> –{' '}
          {record.expiresOn === null ? 'permanent' : <Day date={record.expiresOn} />}
        </p>
        <HostTexts texts={record.hosts} />
        <p className="w-kind">
          Made by {record.fulfilledBy}, <When instant={record.fulfilledAt} />
          {record.closedAt && (
            <>
              ; ended by {record.closedBy}, <When instant={record.closedAt} />
            </>
          )}
        </p>
      </div>
    </div>
  )
}
