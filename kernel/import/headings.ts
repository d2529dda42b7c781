import { columnsOf, simplified, type ImportColumn, type RecordKind } from './define.ts'
import { FileProblem } from './problems.ts'

/** What stands in one column of a CSV file: a column of the kind, and for `object` columns which field of it. */
export interface Heading {
  readonly column: ImportColumn
  readonly field: string | null
}

/** What a heading stands for; null when the kind has no such column. Names and labels are both understood. */
export function headingOf(recordKind: RecordKind, text: string): Heading | null {
  const colon = text.indexOf(':')
  const word = simplified(colon < 0 ? text : text.slice(0, colon))
  const column = columnsOf(recordKind).find(
    (one) => simplified(one.name) === word || simplified(one.label) === word,
  )
  if (!column || (column.type === 'object') !== colon >= 0) return null
  const field = colon < 0 ? null : text.slice(colon + 1).trim()
  return field === '' ? null : { column, field }
}

/**
 * Reads the heading row. Unknown, repeated and missing columns end the import before its first row, all of
 * them named at once.
 */
export function readHeadings(recordKind: RecordKind, cells: readonly string[]): readonly Heading[] {
  const texts = trimEnd(cells)
  const headings = texts.map((text) => headingOf(recordKind, text))
  const unknown = texts.filter((_text, index) => headings[index] === null)
  const keys = headings.flatMap((one) => (one ? [keyOf(one)] : []))
  const repeated = [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))]
  const missing = columnsOf(recordKind)
    .filter((column) => column.required && !keys.includes(column.name))
    .map((column) => column.name)
  const complaints = [
    complaint('Unknown columns', unknown),
    complaint('Columns that stand there twice', repeated),
    complaint('Missing columns', missing),
  ].filter((one) => one !== '')
  if (complaints.length > 0) {
    const known = columnsOf(recordKind).map((column) => column.name)
    throw new FileProblem(
      'wrong-columns',
      `${complaints.join(' ')} ${recordKind.label} have: ${known.join(', ')}.`,
    )
  }
  return headings as Heading[]
}

function keyOf(heading: Heading): string {
  return heading.field === null ? heading.column.name : `${heading.column.name}:${heading.field}`
}

function complaint(what: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `${what}: ${names.map((name) => `"${name.slice(0, 60)}"`).join(', ')}.`
}

/** Spreadsheets leave empty columns at the end of the heading row. */
function trimEnd(cells: readonly string[]): readonly string[] {
  let length = cells.length
  while (length > 0 && (cells[length - 1] ?? '').trim() === '') length -= 1
  return cells.slice(0, length)
}
