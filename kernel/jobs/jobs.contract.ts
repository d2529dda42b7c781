import { z } from 'zod'
import { defineList } from '../list/define.ts'
import { Commands, defineCommand, defineQuery } from '../operation/define.ts'

export { jobRefusals } from './refusals.ts'

/** States of a job, with the words that pages show. */
export const JOB_STATES = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
} as const

/** State of a job. */
export const JobState = z.enum(Object.keys(JOB_STATES) as [keyof typeof JOB_STATES])

export const listJobs = defineList({
  name: 'list-jobs',
  title: 'Jobs',
  summary: 'Long work: what waits, runs, is done, failed or cancelled, and how far it is.',
  rows: ['PRD-08'],
  path: '/v1/jobs',
  permission: 'jobs.view',
  fileName: 'Jobs',
  defaultSort: '-createdAt',
  columns: {
    operation: { label: 'What', type: 'text', simple: true },
    state: { label: 'State', type: 'choice', choices: JOB_STATES, quickFilter: true },
    actorName: { label: 'By', type: 'text', simple: true },
    progressDone: { label: 'Done', type: 'number', searchable: false },
    progressTotal: { label: 'Of', type: 'number', searchable: false },
    problem: { label: 'Problem', type: 'text', nullable: true },
    cancelledBy: { label: 'Cancelled by', type: 'text', nullable: true, visible: false },
    createdAt: { label: 'Queued', type: 'instant', sortable: true },
    startedAt: { label: 'Started', type: 'instant', nullable: true },
    finishedAt: { label: 'Finished', type: 'instant', nullable: true },
  },
})

export const getJob = defineQuery({
  name: 'get-job',
  summary: 'One job, its progress and its report.',
  rows: ['PRD-08'],
  rest: { method: 'GET', path: '/v1/jobs/{job}' },
  permission: null,
  signedIn: true,
  input: z.object({ job: z.uuid() }),
  output: z.object({
    id: z.string(),
    operation: z.string(),
    state: JobState,
    actorName: z.string(),
    progressDone: z.int(),
    progressTotal: z.int(),
    problem: z.string().nullable(),
    report: z.unknown(),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    /** Who asked to cancel it, and when; the state says whether it could still be stopped. */
    cancelledBy: z.string().nullable(),
    cancelledAt: z.string().nullable(),
    commands: Commands,
  }),
})

export const cancelJob = defineCommand({
  name: 'cancel-job',
  summary:
    'Cancel a job: one that waits never begins, one that runs stops between two records. What is done stays done.',
  rows: ['PRD-08', 'PRD-06'],
  rest: { method: 'POST', path: '/v1/jobs/{job}/cancel' },
  permission: null,
  signedIn: true,
  input: z.object({ job: z.uuid() }),
  output: z.object({
    id: z.string(),
    /** Running: it has been told, and ends as cancelled when it has stopped. */
    state: JobState,
    cancelledBy: z.string(),
    cancelledAt: z.string(),
  }),
  refusals: ['job-cancelled-already', 'job-ended'],
  audit: { action: 'job.cancelled', subjects: ['job'] },
})
