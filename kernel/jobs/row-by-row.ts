import sql, { type Sql } from 'sql-template-tag'
import { isLoss, survivingLoss } from '../db/database-loss.ts'
import { problemInWords, type ProblemInWords } from '../errors/problem-in-words.ts'
import { invariant } from '../errors/problems.ts'
import type { RefusalTexts } from '../errors/refusal.ts'
import type { JointWork, LongContext, QueryContext } from '../operation/implement.ts'

/**
 * The report of a job that does the same to one subject after the other, a row for each: a table of a room with the
 * columns `tenant_id, job_id, number, outcome, code, reason` and its own.
 */
export interface RowReport {
  readonly table: Sql
  /** The column with the key of the subject. */
  readonly subject: Sql
  /** The outcome of a row that went well; the others are `waiting` and `refused`. */
  readonly done: string
}

/** Work that is done row by row. */
export interface RowWork {
  readonly report: RowReport
  /** Refusals of the operations that the work runs. */
  readonly texts: RefusalTexts
  /** Writes all rows, waiting; does nothing where they are written already. */
  readonly open: (ctx: QueryContext) => Promise<void>
  /** Does it to one subject. Answers what its row tells of it, as assignments such as `copies = 3`. */
  readonly doOne: (joint: JointWork, subjectId: string) => Promise<Sql>
}

/** What became of the rows of a job. */
export interface RowCounts {
  readonly total: number
  readonly done: number
  readonly refused: number
}

/**
 * Goes through the rows that wait, each in a transaction of its own that also closes the row. So a job that was
 * killed, or whose database was lost, goes on with the first row that still waits. Null when another worker goes on.
 */
export async function workRowByRow(work: LongContext, rows: RowWork): Promise<RowCounts | null> {
  const surviving = <T>(step: () => Promise<T>) => survivingLoss(step, work.isStopped)
  const count = () => surviving(() => work.read((ctx) => countRows(ctx, work.jobId, rows.report)))
  if ((await count()).total === 0) await surviving(() => work.note(rows.open))
  const { total, waiting } = await count()
  let passed = total - waiting
  await work.progress(passed, total)
  while (!work.isStopped()) {
    const row = await surviving(() => work.read((ctx) => nextRow(ctx, work.jobId, rows.report)))
    if (!row) break
    await passRow(work, rows, row)
    passed += 1
    await work.progress(passed, total)
  }
  if (work.isStopped() && !work.isCancelled()) return null
  const { done, refused } = await count()
  return { total, done, refused }
}

interface WaitingRow {
  readonly number: number
  readonly subjectId: string
}

async function passRow(work: LongContext, rows: RowWork, { number, subjectId }: WaitingRow): Promise<void> {
  const { report, texts, doOne } = rows
  const { jobId } = work
  try {
    await work.runTogether(async (joint) => {
      const told = await doOne(joint, subjectId)
      await closeRow(joint.ctx, jobId, number, report, sql`outcome = ${report.done}, ${told}`)
    })
  } catch (error) {
    // What was lost with the database is looked at again: the row says whether it was done.
    if (isLoss(error)) return
    const problem = problemInWords(error, texts)
    if (!problem) throw error
    const refuse = () => work.note((ctx) => closeRow(ctx, jobId, number, report, refused(problem)))
    await survivingLoss(refuse, work.isStopped)
  }
}

function refused({ code, reason }: ProblemInWords): Sql {
  return sql`outcome = 'refused', code = ${code}, reason = ${reason.slice(0, 1000)}`
}

function countRows(
  ctx: QueryContext,
  jobId: string,
  { table, done }: RowReport,
): Promise<RowCounts & { readonly waiting: number }> {
  return ctx.tx.one(sql`SELECT count(*)::integer AS total,
      (count(*) FILTER (WHERE outcome = 'waiting'))::integer AS waiting,
      (count(*) FILTER (WHERE outcome = ${done}))::integer AS done,
      (count(*) FILTER (WHERE outcome = 'refused'))::integer AS refused
    FROM ${table} WHERE tenant_id = ${ctx.tenantId} AND job_id = ${jobId}`)
}

function nextRow(ctx: QueryContext, jobId: string, report: RowReport): Promise<WaitingRow | null> {
  const { table, subject } = report
  return ctx.tx.maybe<WaitingRow>(sql`SELECT number, ${subject} AS "subjectId" FROM ${table}
    WHERE tenant_id = ${ctx.tenantId} AND job_id = ${jobId} AND outcome = 'waiting' ORDER BY number LIMIT 1`)
}

/** Throws when the row does not wait any more: another worker was faster, and nothing of this transaction may stand. */
async function closeRow(
  ctx: QueryContext,
  jobId: string,
  number: number,
  { table }: RowReport,
  told: Sql,
): Promise<void> {
  const touched = await ctx.tx.run(sql`UPDATE ${table} SET ${told}
    WHERE tenant_id = ${ctx.tenantId} AND job_id = ${jobId} AND number = ${number} AND outcome = 'waiting'`)
  invariant(touched === 1, 'A row of a report is closed once.')
}
