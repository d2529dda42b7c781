import type { OutputOf } from '@tallystick/api/client.ts'
import type { getJob } from '@tallystick/kernel/jobs/jobs.contract.ts'
import { DetailsPage } from '@tallystick/kit/details/DetailsPage.tsx'
import type { Fact } from '@tallystick/kit/details/Facts.tsx'
import { Progress } from '@tallystick/kit/feedback/Progress.tsx'
import { When } from '@tallystick/kit/format/When.tsx'
import type { Crumb } from '@tallystick/kit/shell/crumbs.ts'
import type { ComponentProps, ReactNode } from 'react'
import { CancelJob } from './CancelJob.tsx'
import { elapsedSince } from './elapsed.ts'
import './administer.css'

type JobView = OutputOf<typeof getJob>

/** What every page of long work says of who asked for it, and when. */
type Asked = Pick<JobView, 'actorName' | 'createdAt' | 'finishedAt' | 'problem'>

interface JobFrameProps {
  readonly title: string
  readonly parents: readonly Crumb[]
  readonly job: { readonly id: string; readonly state: string }
  /** It waits or runs. */
  readonly isOpen: boolean
  /** What came of it; while it is open, that it goes on by itself. */
  readonly below: ReactNode
  readonly facts: readonly (Fact | null | false)[]
  readonly progress: ComponentProps<typeof Progress>
  readonly history?: { readonly kind: string; readonly id: string }
  /** What became of each record. */
  readonly children?: ReactNode
}

/** The page of a job: how far it is, the way to cancel it, and what it reports. */
export function JobFrame(props: JobFrameProps) {
  const { title, parents, job, isOpen, below, facts, progress, history, children } = props
  return (
    <DetailsPage
      title={title}
      parents={parents}
      state={job.state}
      below={below}
      facts={facts}
      {...(history && { history })}
    >
      {isOpen && <JobProgress {...progress} />}
      <CancelJob id={job.id} noun="job" />
      {children}
    </DetailsPage>
  )
}

/** How far long work is, read out as it goes on. */
export function JobProgress(progress: ComponentProps<typeof Progress>) {
  return (
    <div className="a-gap" aria-live="polite">
      <Progress {...progress} />
    </div>
  )
}

/** The figures of a job's progress; its total is not known until it has begun to count. */
export function progressOf(job: Pick<JobView, 'progressDone' | 'progressTotal' | 'startedAt'>) {
  const { progressDone, progressTotal, startedAt } = job
  return {
    done: progressDone,
    total: progressTotal > 0 ? progressTotal : null,
    elapsedMs: elapsedSince(startedAt),
  }
}

/** Who asked for it, when, and what went wrong. */
export function factsOfAsked(job: Asked): readonly (Fact | false)[] {
  return [
    { label: 'By', value: job.actorName },
    { label: 'Queued', value: <When instant={job.createdAt} /> },
    { label: 'Finished', value: <When instant={job.finishedAt} /> },
    job.problem !== null && { label: 'Problem', value: job.problem, isWide: true },
  ]
}
