import sql, { raw, type Sql } from 'sql-template-tag'
import type { QueryContext } from '../operation/implement.ts'

/** A column of a table that has an index (tenant_id, column, …). Names of our own SQL. */
export interface FewValues {
  readonly table: string
  readonly column: string
}

/**
 * Rows at the beginning of an order among which a search looks first: 5 to 12 ms. What one of 250 rows has fills its
 * page from here; what is rarer is some thousands of a million rows, which are found and sorted in about the same time.
 */
export const WINDOW = 5000

/** The widest window; some 60 ms. */
const WINDOW_MAX = 8 * WINDOW

/**
 * The window to try after one that did not fill the page: as wide as what was found lets expect, and half as much
 * again. Null when it would be too wide, or when the first was the second already: then the rows are found otherwise.
 */
export function widerWindow(size: number, found: number, wanted: number): number | null {
  if (size !== WINDOW || found === 0) return null
  const wide = Math.ceil(((WINDOW * wanted) / found) * 1.5)
  return wide > WINDOW_MAX ? null : wide
}

/** Different values that a search goes through at most, at some 15 microseconds each. */
const VALUES_MAX = 1000

/**
 * The values of a column that meet a condition; null when it has more different values than are worth going through.
 *
 * Steps from value to value through the index, however many rows have each, and sees the whole tenant: the answer is
 * good for comparing rows that the caller may see, and for nothing else.
 */
export async function fewValues(
  ctx: QueryContext,
  { table, column }: FewValues,
  compare: (left: Sql) => Sql,
): Promise<readonly string[] | null> {
  const [name, from, mine] = [raw(column), raw(table), sql`tenant_id = ${ctx.tenantId}`]
  const { seen, found } = await ctx.tx.one<{ seen: number; found: string[] | null }>(sql`
    WITH RECURSIVE step AS (
      (SELECT ${name} AS value FROM ${from} WHERE ${mine} ORDER BY ${name} LIMIT 1)
      UNION ALL
      SELECT (SELECT ${name} FROM ${from} WHERE ${mine} AND ${name} > step.value ORDER BY ${name} LIMIT 1)
      FROM step WHERE step.value IS NOT NULL)
    SELECT count(*) AS seen, array_agg(few.value) FILTER (WHERE ${compare(sql`few.value`)}) AS found
    FROM (SELECT value FROM step LIMIT ${VALUES_MAX + 1}) AS few`)
  return seen > VALUES_MAX ? null : (found ?? [])
}

/**
 * For a statement that reads all that matches and sorts it: no walk along an order, and a second core, because there
 * is much to read. Only until `gatherSettingsBack`, in the same transaction.
 */
export const gatherSettings = sql`SELECT set_config('enable_indexscan', 'off', true),
  set_config('enable_indexonlyscan', 'off', true), set_config('max_parallel_workers_per_gather', '1', true),
  set_config('parallel_setup_cost', '100', true), set_config('parallel_tuple_cost', '0.01', true)`

/** PostgreSQL's own settings again, and those of the installation: one core for each statement. */
export const gatherSettingsBack = sql`SELECT set_config('enable_indexscan', 'on', true),
  set_config('enable_indexonlyscan', 'on', true), set_config('max_parallel_workers_per_gather', '0', true)`
