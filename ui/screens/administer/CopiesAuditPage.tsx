import { Button } from '@mantine/core'
import { auditCopies, CopiesAuditReport } from '@tallystick/fulfillments/contracts.ts'
import type { RowOf } from '@tallystick/kernel/list/define.ts'
import { getJob, listJobs } from '@tallystick/kernel/jobs/jobs.contract.ts'
import { useCommand, useOperation, usePage } from '@tallystick/kit/data/queries.ts'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { StateBadge } from '@tallystick/kit/format/StateBadge.tsx'
import { When } from '@tallystick/kit/format/When.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { JobProgress, progressOf } from './JobFrame.tsx'
import { isUnfinished } from './use-job.ts'
import './administer.css'

/** Audits are jobs; the newest one is what this page is about. */
const AUDITS = { where: [`operation.equals:${auditCopies.name}`], sort: '-createdAt', limit: 20 }

/** The books of copies: every line item's counts against the sum of its licenses. */
export function CopiesAuditPage() {
  const mayRun = useSession().may(auditCopies.permission)
  const jobs = usePage(listJobs, AUDITS, { every: 3000 })
  const start = useCommand(auditCopies, { says: 'The check has begun.' })
  const [newest, ...earlier] = jobs.data?.rows ?? []
  const isOpen = newest !== undefined && isUnfinished(newest.state)
  return (
    <article className="t-page">
      <PageHeader
        title="Books of copies"
        below="The taken copies and overdraft of every line item are recomputed from its licenses."
        actions={
          mayRun && (
            <Button loading={start.isPending} disabled={isOpen} onClick={() => start.mutate({})}>
              Check now
            </Button>
          )
        }
      />
      <RefusalNotice problem={start.error ?? jobs.error} takesFocus={!jobs.error} />
      {newest ? (
        <Audit id={newest.id} />
      ) : (
        jobs.isSuccess && <p className="t-hint">Nothing was checked yet.</p>
      )}
      {jobs.data && <Earlier checks={earlier} />}
    </article>
  )
}

type Check = RowOf<typeof listJobs>

function Earlier({ checks }: { readonly checks: readonly Check[] }) {
  return (
    <section className="t-section" aria-label="Earlier checks">
      <h2>Earlier checks</h2>
      <SimpleTable
        label="Earlier checks"
        rows={checks}
        keyOf={(row) => row.id}
        empty="None yet. The books are checked once a day, and whenever you press the button."
        columns={[
          {
            label: 'Begun',
            cell: (row) => (
              <Link to={`/jobs/${row.id}`}>
                <When instant={row.createdAt} />
              </Link>
            ),
          },
          { label: 'State', cell: (row) => <StateBadge state={row.state} /> },
          { label: 'Line items', isFigure: true, cell: (row) => numberText(row.progressDone) },
        ]}
      />
    </section>
  )
}

function Audit({ id }: { readonly id: string }) {
  const { data: job } = useOperation(getJob, { job: id }, { every: 1000 })
  if (!job) return null
  if (job.state === 'failed') return <p role="alert">The check failed: {job.problem}</p>
  if (job.state === 'cancelled')
    return <p>{job.cancelledBy} cancelled the check; it compared nothing to the end.</p>
  const report = CopiesAuditReport.safeParse(job.report)
  if (job.state !== 'done' || !report.success) {
    return <JobProgress {...progressOf(job)} label="Checking line items" />
  }
  return <Report report={report.data} finishedAt={job.finishedAt} />
}

function verdictOf(lineItems: number, differences: number): string {
  if (lineItems === 0) return 'There was nothing to compare yet'
  return differences === 0 ? 'The books are right' : countText(differences, 'difference')
}

interface ReportProps {
  readonly report: CopiesAuditReport
  readonly finishedAt: string | null
}

function Report({ report, finishedAt }: ReportProps) {
  const { lineItems, differences, moved, brought, found } = report
  const checked = countText(lineItems, 'line item')
  return (
    <section className="t-section" aria-label="Newest check" aria-live="polite">
      <h2>{verdictOf(lineItems, differences)}</h2>
      <p>
        {checked} compared on <When instant={finishedAt} />. {countText(moved, 'copy', 'copies')} went into
        replacing line items, {numberText(brought)} arrived there.
      </p>
      {differences > 0 && (
        <SimpleTable
          label="Differences"
          rows={found}
          keyOf={(row) => `${row.lineItemId} ${row.figure}`}
          empty="The copies that left line items differ from those that arrived."
          columns={[
            {
              label: 'Line item',
              cell: (row) => <Link to={`/line-items/${row.lineItemId}`}>{row.activationId}</Link>,
            },
            {
              label: 'Figure',
              cell: (row) => (row.figure === 'copies' ? 'Copies taken' : 'Overdraft granted'),
            },
            { label: 'Line item says', isFigure: true, cell: (row) => numberText(row.counted) },
            { label: 'Its licenses say', isFigure: true, cell: (row) => numberText(row.recorded) },
          ]}
        />
      )}
    </section>
  )
}
