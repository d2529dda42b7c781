import { Button } from '@mantine/core'
import type { OutputOf } from '@tallystick/api/client.ts'
import { cancelJob, type getJob } from '@tallystick/kernel/jobs/jobs.contract.ts'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { ConfirmDialog } from '@tallystick/kit/feedback/ConfirmDialog.tsx'
import { When } from '@tallystick/kit/format/When.tsx'
import { useState } from 'react'
import { useJob } from './use-job.ts'
import './administer.css'

type JobView = OutputOf<typeof getJob>

interface CancelJobProps {
  readonly id: string
  /** What it is, as the button says it: `import`. */
  readonly noun: string
  /** Nothing is written but a report. */
  readonly isDryRun?: boolean
}

/**
 * Cancels a job that waits or runs, after a question, and says who has cancelled one. Nothing for readers who may
 * neither see the job itself nor cancel it.
 */
export function CancelJob({ id, noun, isDryRun = false }: CancelJobProps) {
  const { query, isOpen } = useJob(id)
  const [isAsking, setAsking] = useState(false)
  const command = useCommand(cancelJob, {
    says: ({ state }) =>
      state === 'cancelled' ? `The ${noun} will not begin.` : `The ${noun} stops as soon as it can.`,
    onDone: () => setAsking(false),
  })
  const job = query.data
  if (!job) return null
  const mayCancel = isOpen && job.commands[cancelJob.name]?.allowed === true
  return (
    <div className="a-gap" aria-live="polite">
      <CancelWords job={job} noun={noun} isDryRun={isDryRun} />
      {(mayCancel || isAsking) && (
        <Button variant="default" onClick={() => setAsking(true)}>
          Cancel the {noun}
        </Button>
      )}
      <ConfirmDialog
        opened={isAsking}
        title={`Cancel the ${noun}?`}
        consequence={
          job.state === 'waiting'
            ? 'It has not begun yet, and never will. Nothing is written.'
            : `It stops as soon as what it is doing just now is done. ${isDryRun ? 'Nothing is written.' : 'What is done by then stays done; the rest is left.'}`
        }
        act={`Cancel the ${noun}`}
        wayOut="Let it go on"
        isDanger
        call={actCall(cancelJob, { job: id })}
        isBusy={command.isPending}
        problem={command.error}
        onConfirm={() => command.mutate({ job: id })}
        onClose={() => {
          setAsking(false)
          command.reset()
        }}
      />
    </div>
  )
}

interface CancelWordsProps {
  readonly job: JobView
  readonly noun: string
  readonly isDryRun: boolean
}

/** Who has cancelled it, and what came of that; nothing while nobody has. */
function CancelWords({ job, noun, isDryRun }: CancelWordsProps) {
  if (job.cancelledBy === null || job.cancelledAt === null) return null
  return (
    <p>
      {job.cancelledBy} cancelled the {noun} <When instant={job.cancelledAt} />. {outcomeWords(job, isDryRun)}
    </p>
  )
}

function outcomeWords({ state, startedAt }: JobView, isDryRun: boolean): string {
  const stays = isDryRun ? 'Nothing was written.' : 'What was done before stays done.'
  if (state === 'running' || state === 'waiting')
    return 'It stops as soon as what it is doing just now is done.'
  if (state === 'cancelled') return startedAt === null ? 'It never began.' : stays
  return 'It was too far to be stopped.'
}
