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
  }>(sql`UPDATE job SET state = 'running', attempts = attempts + 1,
      started_at = coalesce(started_at, clock_timestamp()),
      leased_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    WHERE tenant_id = ${tenantId} AND job_id = (
      SELECT job_id FROM job WHERE tenant_id = ${tenantId}
        AND (state = 'waiting' OR (state = 'running' AND leased_until < clock_timestamp()))
      ORDER BY created_at, job_id FOR UPDATE SKIP LOCKED LIMIT 1)
    RETURNING job_id, operation, input, attempts, progress_done, progress_total, principal`)
  if (!row) return null
  return {
    tenantId,
    jobId: row.job_id,
    operation: row.operation,
    input: row.input,
    attempt: row.attempts,
    progress: { done: row.progress_done, total: row.progress_total },
    principal: restore(tenantId, row.principal),
  }
}

/** Renews the lease and keeps the progress. False when the job was stopped or taken by another worker. */
export async function renewJob(tx: Tx, job: ClaimedJob, done: number, total: number): Promise<boolean> {
  const renewed = await tx.run(sql`UPDATE job SET progress_done = ${done}, progress_total = ${total},
      leased_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    WHERE tenant_id = ${job.tenantId} AND job_id = ${job.jobId} AND state = 'running'
      AND attempts = ${job.attempt}`)
  return renewed === 1
}

/**
 * Gives a job back because its worker was asked to stop: another one may take it at once, and the attempt does not
 * count.
 */
export async function returnJob(tx: Tx, job: ClaimedJob): Promise<void> {
  await tx.run(sql`UPDATE job SET state = 'waiting', attempts = attempts - 1, leased_until = NULL
    WHERE tenant_id = ${job.tenantId} AND job_id = ${job.jobId} AND state = 'running'
      AND attempts = ${job.attempt}`)
}

/** Ends a job with its report, or with the sentence of its failure. */
export async function finishJob(tx: Tx, job: ClaimedJob, end: { report: unknown } | { problem: string }) {
  const failed = 'problem' in end
  await tx.run(sql`UPDATE job SET state = ${failed ? 'failed' : 'done'}, finished_at = clock_timestamp(),
      report = ${failed ? null : JSON.stringify(end.report ?? null)}, problem = ${failed ? end.problem : null},
      leased_until = NULL
    WHERE tenant_id = ${job.tenantId} AND job_id = ${job.jobId} AND state = 'running'
      AND attempts = ${job.attempt}`)
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
