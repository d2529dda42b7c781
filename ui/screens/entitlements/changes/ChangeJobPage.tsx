import { listLineItemChanges } from '@tallystick/entitlements/contracts.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { factsOfAsked, JobFrame, progressOf } from '@tallystick/screens/administer/JobFrame.tsx'
import { useJob } from '@tallystick/screens/administer/use-job.ts'
import { useParams } from '@tanstack/react-router'
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
  const { query, isOpen } = useJob(id)
  return (
    <Loaded query={query} parents={PARENTS}>
      {(job) => (
        <JobFrame
          title="Changes of line items"
          parents={PARENTS}
          job={job}
          isOpen={isOpen}
          below={isOpen ? 'Goes on when you leave this page.' : reportWords(job.report as Report | null)}
          facts={factsOfAsked(job)}
          progress={{ ...progressOf(job), label: 'Changes of line items', unit: 'line items' }}
        >
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
        </JobFrame>
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
