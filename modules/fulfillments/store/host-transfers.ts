import type { Host } from '@tallystick/hosts/services.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'

/** Writes the report of a job that begins: every host waits. Does nothing for a job that is taken up again. */
export async function openHostReport(
  ctx: QueryContext,
  jobId: string,
  target: { readonly id: string; readonly label: string },
  hosts: readonly Host[],
): Promise<void> {
  const rows = hosts.map(({ id, label, accountId, account }) => ({ id, label, accountId, account }))
  await ctx.tx.run(sql`WITH head AS (
      INSERT INTO host_transfer (tenant_id, job_id, to_account_id, to_label)
      VALUES (${ctx.tenantId}, ${jobId}, ${target.id}, ${target.label}) ON CONFLICT DO NOTHING)
    INSERT INTO host_transfer_row (tenant_id, job_id, number, host_id, host_label, from_account_id, from_label)
    SELECT ${ctx.tenantId}, ${jobId}, r.number, (r.row ->> 'id')::uuid, r.row ->> 'label',
      (r.row ->> 'accountId')::uuid, r.row ->> 'account'
    FROM jsonb_array_elements(${JSON.stringify(rows)}::jsonb) WITH ORDINALITY AS r(row, number)
    ON CONFLICT DO NOTHING`)
}

/** Hosts of a job by what became of them. */
export function countHostReport(
  ctx: QueryContext,
  jobId: string,
): Promise<{
  readonly total: number
  readonly waiting: number
  readonly transferred: number
  readonly refused: number
}> {
  return ctx.tx.one(sql`SELECT count(*)::integer AS total,
      (count(*) FILTER (WHERE outcome = 'waiting'))::integer AS waiting,
      (count(*) FILTER (WHERE outcome = 'transferred'))::integer AS transferred,
      (count(*) FILTER (WHERE outcome = 'refused'))::integer AS refused
    FROM host_transfer_row WHERE tenant_id = ${ctx.tenantId} AND job_id = ${jobId}`)
}

/** The next host of a job; null when none waits any more. */
export function nextHost(
  ctx: QueryContext,
  jobId: string,
): Promise<{ readonly number: number; readonly hostId: string } | null> {
  return ctx.tx.maybe(sql`SELECT number, host_id AS "hostId" FROM host_transfer_row
    WHERE tenant_id = ${ctx.tenantId} AND job_id = ${jobId} AND outcome = 'waiting' ORDER BY number LIMIT 1`)
}

/** What became of a host. */
export type HostOutcome =
  | { readonly licenses: number; readonly copies: number }
  | { readonly code: string; readonly reason: string }

/**
 * Writes what became of a host, in the transaction of the transfer itself. Throws when the row does not wait any more:
 * another worker was faster, and nothing of this transaction may stand.
 */
export async function closeHostRow(
  ctx: QueryContext,
  jobId: string,
  number: number,
  outcome: HostOutcome,
): Promise<void> {
  const done = 'licenses' in outcome ? outcome : { licenses: null, copies: null }
  const refused = 'code' in outcome ? outcome : { code: null, reason: null }
  const touched = await ctx.tx.run(sql`UPDATE host_transfer_row
    SET outcome = ${'code' in outcome ? 'refused' : 'transferred'}, licenses = ${done.licenses}, copies = ${done.copies},
      code = ${refused.code}, reason = ${refused.reason?.slice(0, 1000) ?? null}
    WHERE tenant_id = ${ctx.tenantId} AND job_id = ${jobId} AND number = ${number} AND outcome = 'waiting'`)
  invariant(touched === 1, 'A row of a report is closed once.')
}
