import { convertText } from './cells.ts'
import type { CsvRow } from './csv-rows.ts'
import type { RecordKind } from './define.ts'
import type { Heading } from './headings.ts'
import type { RowProblem } from './problems.ts'
import { missingOf, type ReadRecord } from './read-record.ts'

/** The rows of one record. */
export class CsvRecord {
  readonly name: string | null
  readonly #recordKind: RecordKind
  readonly #headings: readonly Heading[]
  readonly #line: number
  readonly #record: Record<string, unknown> = {}
  readonly #parts: Record<string, unknown>[] = []
  readonly #partLines: number[] = []
  readonly #problems: RowProblem[] = []
  readonly #partColumns: ReadonlySet<string>

  constructor(recordKind: RecordKind, headings: readonly Heading[], row: CsvRow, name: string | null) {
    this.#recordKind = recordKind
    this.#headings = headings
    this.#line = row.line
    this.name = name
    this.#partColumns = new Set((recordKind.parts?.columns ?? []).map((column) => column.name))
    this.add(row)
  }

  add(row: CsvRow): void {
    const part: Record<string, unknown> = {}
    const isFirst = this.#partLines.length === 0
    this.#partLines.push(row.line)
    if (row.cells.slice(this.#headings.length).some((cell) => cell.trim() !== '')) {
      this.#complain(row.line, null, 'too-many-cells', 'The row has more cells than the heading row.')
    }
    this.#headings.forEach((heading, index) => {
      const text = row.cells[index] ?? ''
      if (text.trim() === '') return
      const converted = convertText(heading.column, text)
      const { name, label } = heading.column
      if ('problem' in converted) {
        this.#complain(row.line, headingName(heading), 'wrong-value', `${label} ${converted.problem}.`)
      } else if (this.#partColumns.has(name)) {
        put(part, heading, converted.value)
      } else if (isFirst) {
        put(this.#record, heading, converted.value)
      } else if (differs(this.#record, heading, converted.value)) {
        const reason = `${label} differs from the first row of the same record (line ${this.#line}).`
        this.#complain(row.line, headingName(heading), 'contradicts-first-row', reason)
      }
    })
    if (this.#recordKind.parts && Object.keys(part).length > 0) this.#parts.push(part)
  }

  finish(number: number): ReadRecord {
    const { parts } = this.#recordKind
    const record = parts ? { ...this.#record, [parts.field]: this.#parts } : this.#record
    return {
      recordKind: this.#recordKind,
      number,
      line: this.#line,
      partLines: this.#partLines,
      rows: this.#partLines.length,
      record,
      problems: [...this.#problems, ...missingOf(this.#recordKind, record, this.#line, this.#partLines)],
    }
  }

  #complain(line: number, column: string | null, code: string, reason: string): void {
    this.#problems.push({ line, column, code, reason })
  }
}

function headingName(heading: Heading): string {
  return heading.field === null ? heading.column.name : `${heading.column.name}:${heading.field}`
}

function put(target: Record<string, unknown>, heading: Heading, value: unknown): void {
  const { name } = heading.column
  if (heading.field === null) target[name] = value
  else target[name] = { ...(target[name] as object | undefined), [heading.field]: value }
}

function differs(record: Record<string, unknown>, heading: Heading, value: unknown): boolean {
  const present = record[heading.column.name]
  const same =
    heading.field === null ? present : (present as Record<string, unknown> | undefined)?.[heading.field]
  return JSON.stringify(same) !== JSON.stringify(value)
}
