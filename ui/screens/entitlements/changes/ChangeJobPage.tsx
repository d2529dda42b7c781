import { listLineItemChanges } from '@tallystick/entitlements/contracts.ts'
import { getJob } from '@tallystick/kernel/jobs/jobs.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { DetailsPage, Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { Progress } from '@tallystick/kit/feedback/Progress.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { When } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { CancelJob } from '@tallystick/screens/administer/CancelJob.tsx'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { orderedItemPath } from '../paths.ts'

const PARENTS = [{ label: 'Line items', to: '/line-items' }]

interface Report {
  readonly total: number
  readonly changed: number
  readonly refused: number
}

/** A job of changes: how far it is, and what became of each line item. */
export function ChangeJobPage() {
  const { job: id = '' } = useParams({ strict: false }) as { job?: string }
  const [isOpen, setOpen] = useState(true)
  const query = useOperation(getJob, { job: id }, { every: isOpen ? 1000 : false })
  const isStillOpen = query.data?.state === 'waiting' || query.data?.state === 'running'
  if (query.data && isStillOpen !== isOpen) setOpen(isStillOpen)
  return (
    <Loaded query={query} parents={PARENTS}>
      {(job) => (
        <DetailsPage
          title="Changes of line items"
          parents={PARENTS}
          state={job.state}
          below={isOpen ? 'Goes on when you leave this page.' : reportWords(job.report as Report | null)}
          facts={[
            { label: 'By', value: job.actorName },
            { label: 'Queued', value: <When instant={job.createdAt} /> },
            { label: 'Finished', value: <When instant={job.finishedAt} /> },
            job.problem !== null && { label: 'Problem', value: job.problem, isWide: true },
          ]}
        >
          {isOpen && (
            <div aria-live="polite">
              <Progress
                label="Changes of line items"
                done={job.progressDone}
                total={job.progressTotal > 0 ? job.progressTotal : null}
                unit="line items"
              />
            </div>
          )}
          <CancelJob id={id} noun="job" />
          <section className="t-section">
            <ListPage
              list={listLineItemChanges}
              params={{ job: id }}
              isPart
              open={(row) => orderedItemPath(row.id)}
              linkColumn="activationId"
              cells={{
                activationId: (row) => <span className="t-mono">{row.activationId}</span>,
                newActivationId: (row) => <span className="t-mono">{row.newActivationId}</span>,
              }}
              every={isOpen ? 2000 : false}
              teach="Each line item gets a row here with what became of it."
            />
          </section>
        </DetailsPage>
      )}
    </Loaded>
  )
}

function reportWords(report: Report | null): string {
  if (!report) return 'Stopped. What was changed before stays changed.'
  const left = report.refused > 0 ? `, ${numberText(report.refused)} left out` : ''
  const open = report.total - report.changed - report.refused
  const undone = open > 0 ? `, ${numberText(open)} not done` : ''
  return `${countText(report.changed, 'line item')} changed${left}${undone}.`
}
