import type { OutputOf } from '@tallystick/api/client.ts'
import { listJobs, type getJob } from '@tallystick/kernel/jobs/jobs.contract.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { wordsOf } from '@tallystick/kit/format/words.ts'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { When } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { useParams } from '@tanstack/react-router'
import { JobFrame, progressOf } from './JobFrame.tsx'
import { useJob } from './use-job.ts'
import { Values } from './Values.tsx'
import './administer.css'

const PARENTS = [{ label: 'Jobs', to: '/jobs' }]

/** Jobs that have a page of their own, which tells more than the report. */
const OWN_PAGES: Readonly<Record<string, { readonly at: string; readonly label: string }>> = {
  'run-import': { at: '/imports/', label: 'Report row by row' },
  'change-line-items': { at: '/line-items/changes/', label: 'What became of each line item' },
  'transfer-hosts': { at: '/host-transfers/', label: 'What became of each host' },
}

type JobView = OutputOf<typeof getJob>

/** Long work: what waits, runs, is done, failed or cancelled. */
export function JobsPage() {
  return (
    <ListPage
      list={listJobs}
      open={(row) => `/jobs/${row.id}`}
      cells={{ operation: (row) => wordsOf(row.operation) }}
      teach="Imports and other long work stand here while they wait, run, and when they are done."
      every={5000}
    />
  )
}

function OwnPage({ job }: { readonly job: JobView }) {
  if (job.operation === 'audit-copies') return <Link to="/copies-audit">Books of copies</Link>
  const own = OWN_PAGES[job.operation]
  return own ? <Link to={`${own.at}${job.id}`}>{own.label}</Link> : null
}

/** One job with its progress and its report. */
export function JobPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { query, isOpen } = useJob(id)
  return (
    <Loaded query={query} parents={PARENTS}>
      {(job) => (
        <JobFrame
          title={wordsOf(job.operation)}
          parents={PARENTS}
          job={job}
          isOpen={isOpen}
          below={<OwnPage job={job} />}
          facts={factsOf(job)}
          progress={{ ...progressOf(job), label: wordsOf(job.operation) }}
          history={{ kind: 'job', id: job.id }}
        >
          {job.report !== null && job.report !== undefined && (
            <section className="t-section">
              <h2>Report</h2>
              <Values value={job.report} />
            </section>
          )}
        </JobFrame>
      )}
    </Loaded>
  )
}

function factsOf(job: JobView) {
  return [
    { label: 'By', value: job.actorName },
    job.progressTotal > 0 && {
      label: 'Done',
      value: `${numberText(job.progressDone)} of ${numberText(job.progressTotal)}`,
    },
    { label: 'Queued', value: <When instant={job.createdAt} /> },
    { label: 'Started', value: <When instant={job.startedAt} /> },
    { label: 'Finished', value: <When instant={job.finishedAt} /> },
    job.problem !== null && { label: 'Problem', value: job.problem, isWide: true },
  ]
}
