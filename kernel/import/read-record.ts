import type { ImportRecord, RecordKind } from './define.ts'
import type { RowProblem } from './problems.ts'

/** One record of a file, converted, with what is wrong with it. */
export interface ReadRecord {
  readonly recordKind: RecordKind
  /** Position among the records of the file, from 1. */
  readonly number: number
  /** File line on which it begins, from 1. */
  readonly line: number
  /** File lines of its parts. */
  readonly partLines: readonly number[]
  /** Rows (CSV) or records (JSON) of the file that it is made of, for the progress. */
  readonly rows: number
  readonly record: ImportRecord
  readonly problems: readonly RowProblem[]
}

/** Required columns of a record and of its parts in which nothing stands. */
export function missingOf(
  recordKind: RecordKind,
  record: ImportRecord,
  line: number,
  partLines: readonly number[],
): RowProblem[] {
  const missing = (columns: RecordKind['columns'], values: ImportRecord, at: number): RowProblem[] =>
    columns
      .filter((column) => column.required && isAbsent(values[column.name]))
      .map((column) => ({
        line: at,
        column: column.name,
        code: 'value-missing',
        reason: `${column.label} is missing.`,
      }))
  const { parts } = recordKind
  const own = missing(recordKind.columns, record, line)
  if (!parts) return own
  const all = (record[parts.field] ?? []) as readonly ImportRecord[]
  return [...own, ...all.flatMap((part, index) => missing(parts.columns, part, partLines[index] ?? line))]
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}
