import sql from 'sql-template-tag'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids-time/ids.ts'
import type { QueryContext } from '../operation/implement.ts'
import { EVERY_PERMISSION, type Principal, type Scope } from '../operation/principal.ts'

/** The caller's rights as they were when the job was queued; the job runs under them. */
interface SavedPrincipal {
  readonly actorId: string | null
  readonly actorName: string
  readonly permissions: readonly string[] | 'all'
  readonly ownScope: Scope
  readonly childScope: Scope
  readonly locale: string
  readonly timeZone: string
}

/** A job taken by a worker. `attempt` counts from 1. */
export interface ClaimedJob {
  readonly tenantId: string
  readonly jobId: string
  readonly operation: string
  readonly input: unknown
  readonly attempt: number
  /** How far the attempt before this one came. */
  readonly progress: { readonly done: number; readonly total: number }
  readonly principal: Principal
  /** Somebody asked to cancel it while another worker had it: it is not begun again. */
  readonly isCancelled: boolean
}

/** Writes a job in the caller's transaction, so that it exists exactly when its operation committed. */
export async function insertJob(ctx: QueryContext, operation: string, input: unknown, principal: Principal) {
  const jobId = newId()
  await ctx.tx
    .run(sql`INSERT INTO job (tenant_id, job_id, operation, input, principal, actor_id, actor_name, created_at)
    VALUES (${ctx.tenantId}, ${jobId}, ${operation}, ${JSON.stringify(input)}, ${JSON.stringify(save(principal))},
      ${principal.actorId}, ${principal.actorName}, ${ctx.now.toString()})`)
  return { jobId }
}

/** Jobs are lent to a worker for this long; a living worker renews, a killed one loses them. */
const LEASE_SECONDS = 15

/**
 * Takes the oldest waiting job of a tenant, or one whose worker stopped renewing its lease. The row lock is
 * skipped when another worker is taking the same job.
 */
export async function claimJob(tx: Tx, tenantId: string): Promise<ClaimedJob | null> {
  const row = await tx.maybe<{
    job_id: string
    operation: string
    input: unknown
    attempts: number
    progress_done: number
    progress_total: number
    principal: SavedPrincipal
    is_cancelled: boolean
  }>(sql`UPDATE job SET state = 'running', attempts = attempts + 1,
      started_at = coalesce(started_at, clock_timestamp()),
      leased_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    WHERE tenant_id = ${tenantId} AND job_id = (
      SELECT job_id FROM job WHERE tenant_id = ${tenantId}
        AND (state = 'waiting' OR (state = 'running' AND leased_until < clock_timestamp()))
      ORDER BY created_at, job_id FOR UPDATE SKIP LOCKED LIMIT 1)
    RETURNING job_id, operation, input, attempts, progress_done, progress_total, principal,
      cancelled_at IS NOT NULL AS is_cancelled`)
  if (!row) return null
  return {
    tenantId,
    jobId: row.job_id,
    operation: row.operation,
    input: row.input,
    attempt: row.attempts,
    progress: { done: row.progress_done, total: row.progress_total },
    principal: restore(tenantId, row.principal),
    isCancelled: row.is_cancelled,
  }
}

/** What a worker learns when it renews its lease: somebody cancelled the job, or another worker has it now. */
export type Renewal = 'kept' | 'cancelled' | 'lost'

/** Renews the lease and keeps the progress. */
export async function renewJob(tx: Tx, job: ClaimedJob, done: number, total: number): Promise<Renewal> {
  const renewed = await tx.maybe<{
    isCancelled: boolean
  }>(sql`UPDATE job SET progress_done = ${done}, progress_total = ${total},
      leased_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    WHERE tenant_id = ${job.tenantId} AND job_id = ${job.jobId} AND state = 'running'
      AND attempts = ${job.attempt}
    RETURNING cancelled_at IS NOT NULL AS "isCancelled"`)
  if (!renewed) return 'lost'
  return renewed.isCancelled ? 'cancelled' : 'kept'
}

/**
 * Gives a job back because its worker was asked to stop: another one may take it at once, and the attempt does not
 * count. One that was cancelled meanwhile ends instead.
 */
export async function returnJob(tx: Tx, job: ClaimedJob): Promise<void> {
  await tx.run(sql`UPDATE job SET attempts = attempts - 1, leased_until = NULL,
      state = CASE WHEN cancelled_at IS NULL THEN 'waiting' ELSE 'cancelled' END,
      finished_at = CASE WHEN cancelled_at IS NULL THEN NULL ELSE clock_timestamp() END
    WHERE tenant_id = ${job.tenantId} AND job_id = ${job.jobId} AND state = 'running'
      AND attempts = ${job.attempt}`)
}

/** How a job ends: with its report, with the sentence of its failure, or stopped, with what it says of its part. */
export type JobEnd =
  | { readonly report: unknown; readonly isCancelled?: boolean }
  | { readonly problem: string }

/** Ends a job. */
export async function finishJob(tx: Tx, job: ClaimedJob, end: JobEnd): Promise<void> {
  const failed = 'problem' in end
  const state = failed ? 'failed' : end.isCancelled ? 'cancelled' : 'done'
  await tx.run(sql`UPDATE job SET state = ${state}, finished_at = clock_timestamp(),
      report = ${failed ? null : JSON.stringify(end.report ?? null)}, problem = ${failed ? end.problem : null},
      leased_until = NULL
    WHERE tenant_id = ${job.tenantId} AND job_id = ${job.jobId} AND state = 'running'
      AND attempts = ${job.attempt}`)
}

/**
 * Notes that the caller cancels a job, whose row lock is held: one that waits ends now, one that runs when its worker
 * has been told. Answers the state afterwards.
 */
export async function cancelRow(ctx: QueryContext, jobId: string): Promise<'cancelled' | 'running'> {
  const { state } = await ctx.tx.one<{ state: 'cancelled' | 'running' }>(sql`UPDATE job
    SET cancelled_by = ${ctx.principal.actorName}, cancelled_at = ${ctx.now.toString()},
      state = CASE WHEN state = 'waiting' THEN 'cancelled' ELSE state END,
      finished_at = CASE WHEN state = 'waiting' THEN clock_timestamp() END
    WHERE tenant_id = ${ctx.tenantId} AND job_id = ${jobId} RETURNING state`)
  return state
}

function save(principal: Principal): SavedPrincipal {
  return {
    actorId: principal.actorId,
    actorName: principal.actorName,
    permissions: principal.permissions === EVERY_PERMISSION ? 'all' : [...principal.permissions],
    ownScope: principal.ownScope,
    childScope: principal.childScope,
    locale: principal.locale,
    timeZone: principal.timeZone,
  }
}

function restore(tenantId: string, saved: SavedPrincipal): Principal {
  return {
    tenantId,
    actorId: saved.actorId,
    actorName: saved.actorName,
    permissions: saved.permissions === 'all' ? EVERY_PERMISSION : new Set(saved.permissions),
    ownScope: saved.ownScope,
    childScope: saved.childScope,
    sessionId: null,
    mustChangePassword: false,
    locale: saved.locale,
    timeZone: saved.timeZone,
  }
}
