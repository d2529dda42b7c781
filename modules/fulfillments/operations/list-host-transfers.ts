import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { inScope } from '@tallystick/kernel/operation/scope.ts'
import sql, { type Sql } from 'sql-template-tag'
import { listHostTransfers, listTransferredHosts } from './transfer-hosts.contract.ts'

/** Whoever asked for a transfer sees it, and whoever acts for an account that gives or takes. */
function visibleTransfer(ctx: QueryContext, alias: 'j' | 'r'): Sql {
  if (ctx.scope.all) return sql`TRUE`
  const jobId = alias === 'j' ? sql`j.job_id` : sql`r.job_id`
  return sql`(EXISTS (SELECT 1 FROM host_transfer_job o WHERE o.tenant_id = ${ctx.tenantId} AND o.job_id = ${jobId}
      AND o.actor_id = ${ctx.principal.actorId})
    OR EXISTS (SELECT 1 FROM host_transfer t WHERE t.tenant_id = ${ctx.tenantId} AND t.job_id = ${jobId}
      AND ${inScope(ctx.scope, sql`t.to_account_id`)})
    OR EXISTS (SELECT 1 FROM host_transfer_row w WHERE w.tenant_id = ${ctx.tenantId} AND w.job_id = ${jobId}
      AND ${inScope(ctx.scope, sql`w.from_account_id`)}))`
}

const count = (outcome: string) => sql`(SELECT count(*)::integer FROM host_transfer_row w
  WHERE w.tenant_id = j.tenant_id AND w.job_id = j.job_id AND w.outcome = ${outcome})`

/** Host transfer jobs, newest first. */
export const listTransferJobs = implementList(
  bindList(listHostTransfers, {
    base: sql`host_transfer_job AS j`,
    alias: 'j',
    id: sql`j.job_id`,
    where: (ctx) => sql`j.tenant_id = ${ctx.tenantId} AND ${visibleTransfer(ctx, 'j')}`,
    columns: {
      jobId: { value: sql`j.job_id::text` },
      state: { value: sql`j.state` },
      account: {
        value: sql`coalesce((SELECT t.to_label FROM host_transfer t
          WHERE t.tenant_id = j.tenant_id AND t.job_id = j.job_id), j.account)`,
      },
      hosts: { value: sql`j.hosts` },
      transferred: { value: count('transferred') },
      refused: { value: count('refused') },
      pools: { value: sql`j.pools` },
      actorName: { value: sql`j.actor_name` },
      createdAt: { value: sql`j.created_at`, sortType: 'timestamptz' },
      finishedAt: { value: sql`j.finished_at` },
      problem: { value: sql`j.problem` },
    },
  }),
)

/** The hosts of one job. */
export const listJobHosts = implementList(
  bindList(listTransferredHosts, {
    base: sql`host_transfer_row AS r`,
    alias: 'r',
    id: sql`r.host_id`,
    where: (ctx, input) => sql`r.tenant_id = ${ctx.tenantId} AND r.job_id = ${String(input['job'])}
      AND ${visibleTransfer(ctx, 'r')}`,
    columns: {
      number: { value: sql`r.number`, sortType: 'integer' },
      host: { value: sql`r.host_label` },
      account: { value: sql`r.from_label` },
      outcome: { value: sql`r.outcome` },
      licenses: { value: sql`r.licenses` },
      copies: { value: sql`r.copies` },
      reason: { value: sql`r.reason` },
      code: { value: sql`r.code` },
    },
  }),
)
