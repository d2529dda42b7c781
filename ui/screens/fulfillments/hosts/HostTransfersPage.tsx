import { listHostTransfers } from '@tallystick/fulfillments/operations/transfer-hosts.contract.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { isKey, transferJobPath } from './paths.ts'

/** *Host transfer jobs*: what was queued, how far it is, what came of it. LIFE-08. */
export function HostTransfersPage() {
  return (
    <ListPage
      list={listHostTransfers}
      open={(row) => transferJobPath(row.id)}
      linkColumn="jobId"
      cells={{
        jobId: (row) => <span className="t-mono">{row.jobId}</span>,
        account: (row) => (isKey(row.account) ? 'Known when it begins' : row.account),
      }}
      every={5000}
      teach={
        <>
          Choose hosts under <Link to="/hosts">Hosts</Link> and transfer them to a related account; the job
          appears here.
        </>
      }
    />
  )
}
