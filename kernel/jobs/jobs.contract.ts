import { z } from 'zod'
import { defineList } from '../list/define.ts'
import { defineQuery } from '../operation/define.ts'

/** States of a job, with the words that pages show. */
export const JOB_STATES = { waiting: 'Waiting', running: 'Running', done: 'Done', failed: 'Failed' } as const

export const listJobs = defineList({
  name: 'list-jobs',
  title: 'Jobs',
  summary: 'Long work: what waits, runs, is done or failed, and how far it is.',
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
    state: z.enum(['waiting', 'running', 'done', 'failed']),
    actorName: z.string(),
    progressDone: z.int(),
    progressTotal: z.int(),
    problem: z.string().nullable(),
    report: z.unknown(),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
  }),
})
