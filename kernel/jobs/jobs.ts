import sql from 'sql-template-tag'
import { NotFound } from '../errors/problems.ts'
import { bindList } from '../list/bind.ts'
import { implementList, implementQuery, type Operation } from '../operation/implement.ts'
import { getJob, listJobs } from './jobs.contract.ts'

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
      createdAt: { value: sql`j.created_at`, sortType: 'timestamptz' },
      startedAt: { value: sql`j.started_at` },
      finishedAt: { value: sql`j.finished_at` },
    },
  }),
)

/** A job is seen by who queued it, and by those who may see all jobs. */
const get = implementQuery(getJob, async (ctx, input) => {
  const job = await ctx.tx.maybe<never>(sql`SELECT job_id AS id, operation, state, actor_name AS "actorName",
      progress_done AS "progressDone", progress_total AS "progressTotal", problem, report,
      created_at AS "createdAt", started_at AS "startedAt", finished_at AS "finishedAt"
    FROM job WHERE tenant_id = ${ctx.tenantId} AND job_id = ${input.job}
      AND (${ctx.may('jobs.view')} OR actor_id = ${ctx.principal.actorId})`)
  if (job === null) throw new NotFound('job', input.job)
  return job
})

/** Operations on jobs. */
export const jobOperations: readonly Operation[] = [list, get]
