import {
  listHostTransfers,
  listTransferredHosts,
} from '@tallystick/fulfillments/operations/transfer-hosts.contract.ts'
import { usePage } from '@tallystick/kit/data/queries.ts'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { factsOfAsked, JobFrame } from '@tallystick/screens/administer/JobFrame.tsx'
import { useLongWork } from '@tallystick/screens/administer/use-job.ts'
import { useParams } from '@tanstack/react-router'
import { hostPath, isKey } from './paths.ts'

const PARENTS = [{ label: 'Host transfer jobs', to: '/host-transfers' }]

/** A job of host transfers: how far it is, and what became of each host. LIFE-08. */
export function HostTransferPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { query, isOpen } = useLongWork(
    (every) => usePage(listHostTransfers, { ids: [id], limit: 1 }, { every }),
    ({ data }) => data?.rows[0]?.state,
  )
  const job = query.data?.rows[0]
  if (!job) {
    return query.data ? (
      <p role="alert">There is no such job, or it is not yours.</p>
    ) : (
      <RefusalNotice problem={query.error} />
    )
  }
  const open = Number(job.hosts) - Number(job.transferred) - Number(job.refused)
  const undone = open > 0 ? `, ${numberText(open)} not done` : ''
  const left = job.refused > 0 ? `, ${numberText(job.refused)} left where they are` : ''
  return (
    <JobFrame
      title={isKey(job.account) ? 'Transfer of hosts' : `Hosts to ${job.account}`}
      parents={PARENTS}
      job={{ id, state: job.state }}
      isOpen={isOpen}
      below={
        isOpen
          ? 'Goes on when you leave this page.'
          : `${countText(job.transferred, 'host')} transferred${left}${undone}.`
      }
      facts={[
        { label: 'Job ID', value: <Id text={job.jobId} label="job ID" /> },
        { label: 'Line items', value: job.pools ? 'Pooled where possible' : 'New ones' },
        ...factsOfAsked(job),
      ]}
      progress={{
        label: 'Transfer of hosts',
        done: job.transferred + job.refused,
        total: job.hosts,
        unit: 'hosts',
      }}
    >
      <section className="t-section">
        <ListPage
          list={listTransferredHosts}
          params={{ job: id }}
          isPart
          open={(row) => hostPath(row.id)}
          linkColumn="host"
          cells={{ host: (row) => <span className="t-mono">{row.host}</span> }}
          every={isOpen ? 2000 : false}
          teach="Each host gets a row here with what became of it."
        />
      </section>
    </JobFrame>
  )
}
