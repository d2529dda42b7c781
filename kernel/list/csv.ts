import type { Columns } from './define.ts'

/** Characters that make a spreadsheet read a cell as a formula. */
const FORMULA = /^[=+\-@\t\r]/

/**
 * One CSV cell (RFC 4180). Text that a spreadsheet would run as a formula gets an apostrophe in front;
 * numbers are written as they are, also negative ones.
 */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = Array.isArray(value) ? value.join('; ') : String(value)
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The heading row of a list's export. */
export function csvHeading(columns: Columns, keys: readonly string[]): string {
  return `${keys.map((key) => csvCell(columns[key]?.label ?? key)).join(',')}\r\n`
}

/** One row of an export, in the order of `keys`. */
export function csvRow(row: Record<string, unknown>, keys: readonly string[]): string {
  let line = ''
  for (let i = 0; i < keys.length; i += 1) line += (i ? ',' : '') + csvCell(row[keys[i] as string])
  return `${line}\r\n`
}
