import sql, { join } from 'sql-template-tag'
import type { Tx } from '../db/pool.ts'
import type { LongContext, QueryContext } from '../operation/implement.ts'
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

/** Rows are written together when so many wait, or earlier, with the next record that changes something. */
const BATCH_ROWS = 200

/**
 * Writes the report in the order of the file. A record that changes something takes its row and all that wait
 * into its own transaction; so the written rows are always the first n of the file, and n tells a job
 * that is taken up again exactly what is done.
 */
export class ReportWriter {
  readonly #work: LongContext
  #waiting: ImportRow[] = []

  constructor(work: LongContext) {
    this.#work = work
  }

  /** Keeps a row for the next write. */
  async add(row: ImportRow): Promise<void> {
    this.#waiting.push(row)
    if (this.#waiting.length >= BATCH_ROWS) await this.flush()
  }

  /** Writes what waits and `row`, in the transaction of the record that it is about. */
  async addWithin(tx: Tx, row: ImportRow): Promise<void> {
    await insertRows(tx, this.#work, [...this.#waiting, row])
  }

  /** The transaction of `addWithin` has committed. */
  committed(): void {
    this.#waiting = []
  }

  async flush(): Promise<void> {
    if (this.#waiting.length === 0) return
    const rows = this.#waiting
    await this.#work.note((ctx) => insertRows(ctx.tx, this.#work, rows))
    this.#waiting = []
  }
}

async function insertRows(tx: Tx, work: LongContext, rows: readonly ImportRow[]): Promise<void> {
  const values = JSON.stringify(rows)
  await tx.run(sql`INSERT INTO import_row (tenant_id, job_id, number, file_line, record_kind, reference, outcome,
      column_name, code, reason)
    SELECT ${work.principal.tenantId}, ${work.jobId}, r.number, r.line, r."recordKind", r.reference, r.outcome,
      r."column", r.code, r.reason
    FROM jsonb_to_recordset(${values}::jsonb) AS r(number integer, line integer, "recordKind" text,
      reference text, outcome text, "column" text, code text, reason text)`)
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
