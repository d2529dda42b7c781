import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { copiesMax, lineCountMax } from './count-limits.ts'
import { givenText } from './given-text.ts'
import type { AttributeDefinition, AttributeField, OverdraftValue } from './model-attributes.ts'

/** A value that fits its attribute; null means not used. */
export interface ReadValue {
  readonly value: unknown
}

/**
 * Holds a value that somebody gave to the field of its attribute.
 *
 * Null, an empty text, an empty list and `not-used` all mean not used. Texts keep their variables;
 * they may not hold quotes, line breaks or control characters, which would break out of the line.
 */
export function readAttributeValue(definition: AttributeDefinition, given: unknown): ReadValue | Refusal {
  if (given === null || given === undefined || given === '' || given === 'not-used') {
    return { value: definition.field.is === 'switch' ? false : null }
  }
  const wrong = (expected: string): Refusal =>
    refuse('attribute-value', {
      attribute: definition.key,
      label: definition.label,
      value: givenText(given),
      expected,
    })
  return readField(definition.field, given, wrong)
}

/** Why a text may not stand in a license line; null when it may. */
export function lineTextProblem(text: string): 'quote' | 'control-character' | 'closing-backslash' | null {
  if (text.includes('"')) return 'quote'
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\uFEFF]/u.test(text)) return 'control-character'
  return text.endsWith('\\') ? 'closing-backslash' : null
}

type Wrong = (expected: string) => Refusal

function readField(field: AttributeField, given: unknown, wrong: Wrong): ReadValue | Refusal {
  switch (field.is) {
    case 'switch':
      return typeof given === 'boolean' ? { value: given } : wrong('true or false')
    case 'choice': {
      const values = field.choices.map((one) => one.value)
      return typeof given === 'string' && values.includes(given) ? { value: given } : wrong(values.join(', '))
    }
    case 'text':
      return readText(given, field.lengthMax, wrong)
    case 'count':
      return isCount(given, field.min, field.max)
        ? { value: given }
        : wrong(`a whole number from ${field.min} to ${field.max}`)
    case 'time-zone':
      return readTimeZone(given, wrong)
    case 'user-or-host':
      return readUserOrHost(given, wrong)
    case 'overdraft':
      return readOverdraft(given, wrong)
    case 'platforms':
      return readPlatforms(given, wrong)
    case 'dup-group':
      return readDupGroup(given, wrong)
  }
}

function readText(given: unknown, lengthMax: number, wrong: Wrong): ReadValue | Refusal {
  if (typeof given !== 'string') return wrong('text')
  if (given.length > lengthMax) return wrong(`at most ${lengthMax} characters`)
  if (lineTextProblem(given) !== null) return wrong('text without quotes, line breaks or a closing backslash')
  return { value: given.trim() === '' ? null : given.trim() }
}

/** `server`, or a list of offsets from UTC in quarter hours between -12:00 and +14:00. */
function readTimeZone(given: unknown, wrong: Wrong): ReadValue | Refusal {
  const expected = 'server, or offsets from UTC such as +0100 +0200'
  if (given === 'server') return { value: given }
  if (typeof given !== 'string' || given.length > 400) return wrong(expected)
  const offsets = [...new Set(given.trim().split(/\s+/))]
  const isOffset = (text: string): boolean =>
    /^[+-](?:0\d|1[0-4])(?:00|15|30|45)$/.test(text) && Number(text) >= -1200 && Number(text) <= 1400
  return offsets.every(isOffset) ? { value: offsets.join(' ') } : wrong(expected)
}

function readUserOrHost(given: unknown, wrong: Wrong): ReadValue | Refusal {
  const { basis, count } = fieldsOf(given)
  const isGood =
    (basis === 'user' || basis === 'host') &&
    (count === null || count === undefined || isCount(count, 1, lineCountMax))
  return isGood
    ? { value: { basis, count: count ?? null } }
    : wrong('user or host, and a number of them from 1 or none')
}

function readOverdraft(given: unknown, wrong: Wrong): ReadValue | Refusal {
  const fields = isCount(given, 0, copiesMax) ? { copies: given } : fieldsOf(given)
  const { copies, percent, perFulfillmentMin: low, perFulfillmentMax: high } = fields
  const oneOfBoth = (copies === undefined) !== (percent === undefined)
  const limits = [low, high].every((limit) => limit === undefined || isCount(limit, 0, copiesMax))
  const inOrder = low === undefined || high === undefined || Number(low) <= Number(high)
  const amount = copies === undefined ? isCount(percent, 0, 1000) : isCount(copies, 0, copiesMax)
  if (!oneOfBoth || !limits || !inOrder || !amount)
    return wrong('a number of copies, or a percentage up to 1000')
  const value: Record<string, unknown> = {}
  for (const [name, part] of Object.entries({
    copies,
    percent,
    perFulfillmentMin: low,
    perFulfillmentMax: high,
  })) {
    if (part !== undefined) value[name] = part
  }
  return { value }
}

function readPlatforms(given: unknown, wrong: Wrong): ReadValue | Refusal {
  const list: unknown =
    typeof given === 'string' ? given.split(/[\s,]+/).filter((part) => part !== '') : given
  const isCode = (part: unknown): part is string =>
    typeof part === 'string' && /^[A-Za-z0-9_]{1,30}$/.test(part)
  if (!Array.isArray(list) || list.length > 100 || !list.every(isCode))
    return wrong('platform codes such as x64_l')
  return { value: list.length === 0 ? null : [...new Set(list)] }
}

/** NONE, SITE, or any of the letters U, H, D, V, written in this order. */
function readDupGroup(given: unknown, wrong: Wrong): ReadValue | Refusal {
  const text = typeof given === 'string' ? given.toUpperCase() : ''
  if (text === 'NONE' || text === 'SITE') return { value: text }
  if (!/^[UHDV]{1,4}$/.test(text) || new Set(text).size !== text.length) {
    return wrong('NONE, SITE, or some of U, H, D, V')
  }
  return { value: ['U', 'H', 'D', 'V'].filter((letter) => text.includes(letter)).join('') }
}

/** The overdraft of a whole line item, in copies: as given, or the percentage of its copies, rounded down. */
export function overdraftMaxOf(value: OverdraftValue | null, copiesTotal: number): number {
  if (value === null) return 0
  const copies = value.copies ?? Math.floor((copiesTotal * (value.percent ?? 0)) / 100)
  return Math.min(copies, copiesMax)
}

function isCount(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}
