import sql from 'sql-template-tag'
import type { z } from 'zod'
import { Forbidden, NotFound } from '../errors/problems.ts'
import { fillText, refuse, type Refusal } from '../errors/refusal.ts'
import { bindList } from '../list/bind.ts'
import {
  implement,
  implementList,
  implementQuery,
  type Operation,
  type QueryContext,
} from '../operation/implement.ts'
import { cancelJob, getJob, JOB_STATES, listJobs } from './jobs.contract.ts'
import { jobRefusals } from './refusals.ts'
import { cancelRow } from './store.ts'

const list = implementList(
  bindList(listJobs, {
    base: sql`job AS j`,
    alias: 'j',
    id: sql`j.job_id`,
    where: (ctx) => sql`j.tenant_id = ${ctx.tenantId}`,
    columns: {
      operation: { value: sql`j.operation` },
      state: { value: sql`j.state` },
      actorName: { value: sql`j.actor_name` },
      progressDone: { value: sql`j.progress_done` },
      progressTotal: { value: sql`j.progress_total` },
      problem: { value: sql`j.problem` },
      cancelledBy: { value: sql`j.cancelled_by` },
      createdAt: { value: sql`j.created_at`, sortType: 'timestamptz' },
      startedAt: { value: sql`j.started_at` },
      finishedAt: { value: sql`j.finished_at` },
    },
  }),
)

type ShownJob = Omit<z.input<typeof getJob.output>, 'commands'>

/** What decides who may cancel a job, and whether it can be. */
interface JobStanding {
  readonly state: keyof typeof JOB_STATES
  readonly actorId: string | null
  readonly finishedAt: string | null
  readonly cancelledBy: string | null
  readonly cancelledAt: string | null
}

const STANDING = sql`state, actor_id AS "actorId", finished_at AS "finishedAt", cancelled_by AS "cancelledBy",
  cancelled_at AS "cancelledAt"`

/** A job is seen by who queued it, and by those who may see all jobs. */
const get = implementQuery(getJob, async (ctx, input) => {
  const job = await ctx.tx.maybe<ShownJob & JobStanding>(sql`SELECT job_id AS id, operation, ${STANDING},
      actor_name AS "actorName", progress_done AS "progressDone", progress_total AS "progressTotal", problem, report,
      created_at AS "createdAt", started_at AS "startedAt"
    FROM job WHERE ${visibleJob(ctx, input.job)}`)
  if (job === null) throw new NotFound('job', input.job)
  const { actorId: _actorId, ...shown } = job
  void _actorId
  return { ...shown, commands: commandsOf(ctx, job) }
})

/**
 * Cancels a job of the caller's own, or any job as an administrator of the producer. The row is locked, so that of two
 * who cancel, or of a cancellation and the end of the work, one comes first and the other is told.
 */
const cancel = implement(cancelJob, async (ctx, { job: id }) => {
  const job = await ctx.tx.maybe<
    JobStanding & { operation: string }
  >(sql`SELECT operation, ${STANDING} FROM job
    WHERE ${visibleJob(ctx, id)} FOR NO KEY UPDATE`)
  if (job === null) throw new NotFound('job', id)
  if (!mayCancel(ctx, job)) throw new Forbidden(MANAGES)
  const refusal = cancelRefusal(job)
  if (refusal) ctx.refuse(refusal)
  const by = ctx.principal.actorName
  const state = await cancelRow(ctx, id)
  ctx.audit({
    subjects: [{ kind: 'job', id }],
    before: { state: job.state },
    after: { state },
    details: { operation: job.operation },
  })
  return { id, state, cancelledBy: by, cancelledAt: ctx.now.toString() }
})

/** Operations on jobs. */
export const jobOperations: readonly Operation[] = [list, get, cancel]

const MANAGES = 'jobs.manage'

function visibleJob(ctx: QueryContext, id: string) {
  return sql`tenant_id = ${ctx.tenantId} AND job_id = ${id}
    AND (${ctx.may('jobs.view')} OR actor_id = ${ctx.principal.actorId})`
}

function mayCancel(ctx: QueryContext, { actorId }: JobStanding): boolean {
  const { principal } = ctx
  return (actorId !== null && actorId === principal.actorId) || (principal.ownScope.all && ctx.may(MANAGES))
}

/** Why a job cannot be cancelled any more; null while it can. */
function cancelRefusal({ state, finishedAt, cancelledBy, cancelledAt }: JobStanding): Refusal | null {
  if (state === 'done' || state === 'failed') {
    return refuse('job-ended', { state: JOB_STATES[state].toLowerCase(), at: finishedAt })
  }
  return cancelledAt === null ? null : refuse('job-cancelled-already', { by: cancelledBy, at: cancelledAt })
}

/** Whoever may not cancel it, and whoever looks at one that has ended, is not shown the command. */
function commandsOf(ctx: QueryContext, job: JobStanding) {
  if (!mayCancel(ctx, job) || (job.state !== 'waiting' && job.state !== 'running')) return {}
  const refusal = cancelRefusal(job)
  if (!refusal) return { [cancelJob.name]: { allowed: true } }
  const reason = fillText(jobRefusals[refusal.code]?.say ?? refusal.code, refusal.data)
  return { [cancelJob.name]: { allowed: false, code: refusal.code, reason } }
}
