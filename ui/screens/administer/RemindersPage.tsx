import { Button, Group } from '@mantine/core'
import { sendRenewalReminders } from '@tallystick/notices/operations/send-renewal-reminders.contract.ts'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { ConfirmDialog } from '@tallystick/kit/feedback/ConfirmDialog.tsx'
import { Progress } from '@tallystick/kit/feedback/Progress.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { useSession } from '@tallystick/kit/session/session.ts'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { useState } from 'react'
import { progressOf } from './JobFrame.tsx'
import { isUnfinished, useJob } from './use-job.ts'

/** What a finished run says of itself; see the contract's report. */
interface Report {
  readonly isDryRun: boolean
  readonly subscribers: number
  readonly mails: number
  readonly expiring: number
  readonly expired: number
  readonly failed: number
  readonly reminders: readonly {
    readonly user: string
    readonly email: string
    readonly expiring: number
    readonly expired: number
  }[]
}

/** Reminders of what expires: what a run would send, and a run now. ENT-12. */
export function RemindersPage() {
  const [jobId, setJobId] = useState<string | null>(null)
  const [isAsking, setAsking] = useState(false)
  const mayRun = useSession().may(sendRenewalReminders.permission)
  const run = useCommand(sendRenewalReminders, {
    onDone: (answer) => {
      setAsking(false)
      setJobId((answer as { jobId: string }).jobId)
    },
  })
  return (
    <div className="t-page">
      <PageHeader title="Renewal reminders" />
      <p style={{ maxWidth: '70ch' }}>
        Every day, people who subscribed in their profile are mailed what expires soon and what has expired.
        Nobody is told twice of the same, however often it runs. How far ahead and how often is said in the{' '}
        <Link to="/settings">settings</Link>.
      </p>
      {mayRun ? (
        <Group gap="xs" my="md">
          <Button loading={run.isPending} onClick={() => run.mutate({ dryRun: true })}>
            Show what would be sent
          </Button>
          <Button variant="default" disabled={run.isPending} onClick={() => setAsking(true)}>
            Send now
          </Button>
        </Group>
      ) : (
        <p className="t-hint">
          Your roles do not include sending them. Ask an administrator for one that does.
        </p>
      )}
      {!isAsking && <RefusalNotice problem={run.error} />}
      {jobId && <Run jobId={jobId} />}
      <ConfirmDialog
        opened={isAsking}
        title="Send reminders now?"
        consequence="Everybody whose turn it is gets a mail. Those who were reminded lately do not."
        act="Send reminders"
        call={actCall(sendRenewalReminders, { dryRun: false })}
        isBusy={run.isPending}
        problem={run.error}
        onConfirm={() => run.mutate({ dryRun: false })}
        onClose={() => setAsking(false)}
      />
    </div>
  )
}

function Run({ jobId }: { readonly jobId: string }) {
  const { query } = useJob(jobId, 500)
  const job = query.data
  return (
    <section className="t-section" aria-live="polite">
      <RefusalNotice problem={query.error} takesFocus={false} />
      {job && isUnfinished(job.state) && <Progress {...progressOf(job)} label="People looked at" />}
      {job?.problem && <p role="alert">The run failed: {job.problem}</p>}
      {job?.state === 'cancelled' && (
        <p>{job.cancelledBy} cancelled the run. Mails that were written before go out.</p>
      )}
      {job?.state === 'done' && <Outcome report={job.report as Report} jobId={job.id} />}
    </section>
  )
}

/** Why there is nothing to send. */
function nothingWords(subscribers: number): string {
  if (subscribers === 0)
    return 'No mail. Nobody has subscribed to reminders yet; people do so in their profile.'
  return `No mail. It is the turn of none of the ${countText(subscribers, 'subscriber')}, or nothing of theirs ends.`
}

function Outcome({ report, jobId }: { readonly report: Report; readonly jobId: string }) {
  const { mails, subscribers, expiring, expired, failed, reminders } = report
  const what = `${countText(mails, 'mail')} with ${countText(expiring, 'expiring line item')} and ${numberText(expired)} expired`
  return (
    <>
      <h2>{report.isDryRun ? 'What would be sent' : 'What was sent'}</h2>
      <p>
        {mails === 0
          ? nothingWords(subscribers)
          : `${what}, to ${numberText(mails)} of ${countText(subscribers, 'subscriber')}.`}
        {failed > 0 && ` ${countText(failed, 'mail')} could not be written; the next run tries again.`}{' '}
        <Link to={`/jobs/${jobId}`}>Job</Link>
      </p>
      {reminders.length > 0 && (
        <div className="t-table-frame" tabIndex={0} role="group" aria-label="Mails">
          <table className="t-table" aria-label="Mails">
            <thead>
              <tr>
                <th scope="col">Person</th>
                <th scope="col">Email</th>
                <th scope="col" data-type="number">
                  Expiring
                </th>
                <th scope="col" data-type="number">
                  Expired
                </th>
              </tr>
            </thead>
            <tbody>
              {reminders.map((one) => (
                <tr key={one.email + one.user}>
                  <td>{one.user}</td>
                  <td>{one.email}</td>
                  <td data-type="number">{numberText(one.expiring)}</td>
                  <td data-type="number">{numberText(one.expired)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {mails > reminders.length && <p className="t-hint">The first {reminders.length} are shown.</p>}
    </>
  )
}
