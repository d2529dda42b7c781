import { isStorable } from '../operation/storable.ts'
import type { Counted, ImportColumn } from './define.ts'

/** A converted value, or what is wrong with the cell. */
export type Converted = { readonly value: unknown } | { readonly problem: string }

/** Largest whole number that the store takes. */
const NUMBER_MAX = 2_147_483_647

/** Characters that make a spreadsheet read a cell as a formula; exports put an apostrophe before them. */
const GUARDED = /^'(?=[=+\-@\t\r])/

/**
 * Converts the text of a CSV cell. Formulas are never evaluated: the text is kept as it is, and the
 * apostrophe that our own exports put before it is taken off again.
 */
export function convertText(column: ImportColumn, text: string): Converted {
  const clean = text.trim().replace(GUARDED, '')
  if (!isStorable(clean)) return UNSTORABLE
  switch (column.type ?? 'text') {
    case 'text':
    case 'object':
    case 'any':
      return { value: clean }
    case 'whole-number':
      return convertNumber(clean)
    case 'yes-no':
      return convertYesNo(clean)
    case 'date':
      return convertDate(clean)
    case 'choice':
      return convertChoice(column, clean)
    case 'list':
      return { value: splitList(clean) }
    case 'counted-list':
      return convertCounted(splitList(clean))
  }
}

/** Checks the value of a JSON field against the same column. */
export function convertJson(column: ImportColumn, value: unknown): Converted {
  switch (column.type ?? 'text') {
    case 'text':
      if (typeof value === 'number') return { value: String(value) }
      if (typeof value !== 'string') return { problem: 'is text' }
      return isStorable(value) ? { value } : UNSTORABLE
    case 'whole-number':
      return typeof value === 'number' || typeof value === 'string'
        ? convertNumber(String(value))
        : noNumber('…')
    case 'yes-no':
      return typeof value === 'boolean' ? { value } : { problem: 'is true or false' }
    case 'date':
      return convertDate(String(value))
    case 'choice':
      return convertChoice(column, String(value))
    case 'list':
      if (typeof value === 'string') return { value: splitList(value) }
      return isTexts(value) ? { value } : { problem: 'is an array of texts' }
    case 'counted-list':
      return convertCountedJson(value)
    case 'object':
      return isObject(value) ? { value } : { problem: 'is an object' }
    case 'any':
      return { value }
  }
}

const UNSTORABLE = { problem: 'holds a character that cannot be stored' }

function convertNumber(text: string): Converted {
  if (!/^\d{1,12}$/.test(text)) return noNumber(text)
  const value = Number(text)
  return value > NUMBER_MAX ? { problem: `is at most ${NUMBER_MAX}; ${text} is more` } : { value }
}

function noNumber(text: string): Converted {
  return { problem: `is a whole number without separators such as 1200; "${text}" is not` }
}

const YES = new Set(['yes', 'true', '1', 'x', 'y'])
const NO = new Set(['no', 'false', '0', 'n'])

function convertYesNo(text: string): Converted {
  const word = text.toLowerCase()
  if (YES.has(word)) return { value: true }
  return NO.has(word) ? { value: false } : { problem: `is yes or no; "${text}" is neither` }
}

/** Only the one order of year, month and day that nobody can misread. */
function convertDate(text: string): Converted {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { value: Temporal.PlainDate.from(text).toString() }
  } catch {
    // Falls through to the same answer.
  }
  return { problem: `is a date like 2026-12-31; "${text}" is not` }
}

function convertChoice(column: ImportColumn, text: string): Converted {
  const wanted = text.toLowerCase().replaceAll(/[\s_]+/g, '-')
  const choice = (column.choices ?? []).find((one) => one.toLowerCase() === wanted)
  if (choice !== undefined) return { value: choice }
  return { problem: `is one of ${(column.choices ?? []).join(', ')}; "${text}" is not` }
}

function splitList(text: string): string[] {
  return text
    .split('|')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

function convertCounted(texts: readonly string[]): Converted {
  const value: Counted[] = []
  for (const text of texts) {
    const match = /^(.*?)(?::(\d+))?$/s.exec(text)
    const count = match?.[2] === undefined ? 1 : Number(match[2])
    const name = (match?.[1] ?? '').trim()
    if (name === '' || count < 1 || count > NUMBER_MAX)
      return { problem: `has the form name:count; "${text}" has not` }
    value.push({ name, count })
  }
  return { value }
}

function convertCountedJson(value: unknown): Converted {
  if (typeof value === 'string') return convertCounted(splitList(value))
  if (isTexts(value)) return convertCounted(value)
  if (!Array.isArray(value)) return { problem: 'is an array of { "name": …, "count": … }' }
  const counted: Counted[] = []
  for (const one of value as unknown[]) {
    if (!isObject(one) || typeof one['name'] !== 'string')
      return { problem: 'is an array of { "name": …, "count": … }' }
    const count = one['count'] ?? 1
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > NUMBER_MAX) {
      return { problem: `has counts from 1 to ${NUMBER_MAX}; ${JSON.stringify(count)} is not one` }
    }
    counted.push({ name: one['name'], count })
  }
  return { value: counted }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
