import { Forbidden, InvalidInput, InvariantError, NotFound, Refused } from '../errors/problems.ts'
import { fillText, type RefusalTexts } from '../errors/refusal.ts'
import { sqlState } from '../db/pool.ts'
import { columnsOf, type RecordKind } from './define.ts'
import type { RowProblem } from './problems.ts'
import type { ReadRecord } from './read-record.ts'

/**
 * Why a record was refused, from the error that its commands ended with. Null for errors that say nothing
 * about the record: those end the job.
 */
export function problemOfError(error: unknown, read: ReadRecord, texts: RefusalTexts): RowProblem | null {
  if (error instanceof InvalidInput) return ofFields(error, read)
  if (error instanceof Refused) {
    const { code, data } = error.refusal
    const text = texts[code]
    const reason = text ? `${fillText(text.say, data)} ${fillText(text.cure, data)}` : code
    const path = typeof data['field'] === 'string' ? data['field'] : null
    return { ...placeOf(path, read), code, reason, ...namedColumn(read.recordKind, code) }
  }
  if (error instanceof NotFound) {
    return { ...placeHolding(read, error.reference), code: 'not-found', reason: error.message }
  }
  if (error instanceof Forbidden)
    return { line: read.line, column: null, code: 'forbidden', reason: error.message }
  if (error instanceof InvariantError || isAboutText(error)) {
    const reason = 'This record could not be stored; nothing of it was written.'
    return { line: read.line, column: null, code: 'not-stored', reason }
  }
  return null
}

/** Characters that the store cannot hold. */
function isAboutText(error: unknown): boolean {
  return ['22021', '22P05', '22P02'].includes(sqlState(error) ?? '')
}

function ofFields(error: InvalidInput, read: ReadRecord): RowProblem {
  const [first, ...others] = error.fields
  if (!first) return { line: read.line, column: null, code: 'invalid-input', reason: error.message }
  const more = others.length > 0 ? ` (and ${others.length} more)` : ''
  const place = placeOf(first.path, read)
  return { ...place, code: first.code, reason: `${place.column ?? first.path}: ${first.message}${more}` }
}

/** File line and column of an input path such as `parts.2.copies`. */
function placeOf(path: string | null, read: ReadRecord): Pick<RowProblem, 'line' | 'column'> {
  if (path === null) return { line: read.line, column: null }
  const steps = path.split('.')
  const isPart = steps[0] === read.recordKind.parts?.field
  const part = isPart ? Number(steps[1]) : Number.NaN
  const line = Number.isInteger(part) ? (read.partLines[part] ?? read.line) : read.line
  const name = steps[isPart ? 2 : 0] ?? null
  if (name === null) return { line, column: null }
  const column = read.recordKind.columnOf?.[name] ?? name
  return { line, column: columnsOf(read.recordKind).some((one) => one.name === column) ? column : null }
}

function namedColumn(recordKind: RecordKind, code: string): { readonly column?: string } {
  const column = recordKind.columnOf?.[code]
  return column === undefined ? {} : { column }
}

/** Line and column of a reference that was not found. */
function placeHolding(read: ReadRecord, reference: string): Pick<RowProblem, 'line' | 'column'> {
  const { parts } = read.recordKind
  const own = Object.entries(read.record).find(
    ([name, value]) => name !== parts?.field && holds(value, reference),
  )
  if (own) return { line: read.line, column: own[0] }
  const all = parts ? (read.record[parts.field] as readonly Record<string, unknown>[]) : []
  for (const [index, part] of all.entries()) {
    const held = Object.entries(part).find(([, value]) => holds(value, reference))
    if (held) return { line: read.partLines[index] ?? read.line, column: held[0] }
  }
  return { line: read.line, column: null }
}

function holds(value: unknown, reference: string): boolean {
  if (value === reference) return true
  if (Array.isArray(value)) return value.some((one) => holds(one, reference))
  return typeof value === 'object' && value !== null && (value as { name?: unknown }).name === reference
}
