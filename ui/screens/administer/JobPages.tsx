import type { OutputOf } from '@tallystick/api/client.ts'
import { getJob, listJobs } from '@tallystick/kernel/jobs/jobs.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { DetailsPage, Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { Progress } from '@tallystick/kit/feedback/Progress.tsx'
import { wordsOf } from '@tallystick/kit/format/words.ts'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { When } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { CancelJob } from './CancelJob.tsx'
import { elapsedSince } from './elapsed.ts'
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
  const [isOpen, setOpen] = useState(true)
  const query = useOperation(getJob, { job: id }, { every: isOpen ? 1000 : false })
  const isStillOpen = query.data?.state === 'waiting' || query.data?.state === 'running'
  if (query.data && isStillOpen !== isOpen) setOpen(isStillOpen)
  return (
    <Loaded query={query} parents={PARENTS}>
      {(job) => (
        <DetailsPage
          title={wordsOf(job.operation)}
          parents={PARENTS}
          state={job.state}
          below={<OwnPage job={job} />}
          facts={factsOf(job)}
          history={{ kind: 'job', id: job.id }}
        >
          {isOpen && (
            <div className="a-gap" aria-live="polite">
              <Progress
                label={wordsOf(job.operation)}
                done={job.progressDone}
                total={job.progressTotal > 0 ? job.progressTotal : null}
                elapsedMs={elapsedSince(job.startedAt)}
              />
            </div>
          )}
          <CancelJob id={job.id} noun="job" />
          {job.report !== null && job.report !== undefined && (
            <section className="t-section">
              <h2>Report</h2>
              <Values value={job.report} />
            </section>
          )}
        </DetailsPage>
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
