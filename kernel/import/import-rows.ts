import sql, { join } from 'sql-template-tag'
import { violatedConstraint } from '../db/pool.ts'
import type { QueryContext } from '../operation/implement.ts'
import type { Outcome } from './run-import.contract.ts'

/** What became of one record. */
export interface ImportRow {
  readonly number: number
  readonly line: number
  readonly recordKind: string
  readonly reference: string
  readonly outcome: Outcome
  readonly column: string | null
  readonly code: string | null
  readonly reason: string | null
}

/**
 * Writes rows of the report in the transaction of the records that they are about. Rows are written in the order of
 * the file and never without their records; so the written ones are always the first n of the file, and n tells a
 * job that is taken up again exactly what is done.
 */
export function insertRows(ctx: QueryContext, jobId: string, rows: readonly ImportRow[]): void {
  if (rows.length === 0) return
  const values = JSON.stringify(rows)
  ctx.tx
    .runAhead(sql`INSERT INTO import_row (tenant_id, job_id, number, file_line, record_kind, reference, outcome,
      column_name, code, reason)
    SELECT ${ctx.tenantId}, ${jobId}, r.number, r.line, r."recordKind", r.reference, r.outcome, r."column", r.code,
      r.reason
    FROM jsonb_to_recordset(${values}::jsonb) AS r(number integer, line integer, "recordKind" text,
      reference text, outcome text, "column" text, code text, reason text)`)
}

/** Whether an error says that a row of the report is there already: another worker was faster, or we were before. */
export function isOvertaken(error: unknown): boolean {
  return violatedConstraint(error) === 'import_row_pkey'
}

/** Number of the last record whose row is written; 0 for a job that begins. */
export async function lastRow(ctx: QueryContext, jobId: string): Promise<number> {
  const { last } = await ctx.tx.one<{
    last: number
  }>(sql`SELECT coalesce(max(number), 0) AS last FROM import_row
    WHERE tenant_id = ${ctx.tenantId} AND job_id = ${jobId}`)
  return last
}

/** Forgets the report of a dry run that is begun again. */
export async function deleteRows(ctx: QueryContext, jobId: string): Promise<void> {
  await ctx.tx.run(sql`DELETE FROM import_row WHERE tenant_id = ${ctx.tenantId} AND job_id = ${jobId}`)
}

/** Records of a job by outcome. */
export async function countRows(
  ctx: QueryContext,
  jobIds: readonly string[],
): Promise<Record<Outcome, number>> {
  const figures = { created: 0, changed: 0, unchanged: 0, refused: 0 }
  const rows = await ctx.tx.rows<{ outcome: Outcome; count: number }>(sql`SELECT outcome, count(*) AS count
    FROM import_row WHERE tenant_id = ${ctx.tenantId} AND job_id IN (${join([...jobIds])}) GROUP BY outcome`)
  for (const row of rows) figures[row.outcome] = row.count
  return figures
}
