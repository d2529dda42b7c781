import type { Host } from '@tallystick/hosts/services.ts'
import type { RowReport } from '@tallystick/kernel/jobs/row-by-row.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'

/** The report of a job that transfers hosts. */
export const hostReport: RowReport = {
  table: sql`host_transfer_row`,
  subject: sql`host_id`,
  done: 'transferred',
}

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

/** What the row of a host tells that was transferred: how much went with it. */
export function transferredWith({ licenses, copies }: HostContent): Sql {
  return sql`licenses = ${licenses}, copies = ${copies}`
}

/** Licenses of a host, and their copies. */
export interface HostContent {
  readonly licenses: number
  readonly copies: number
}
