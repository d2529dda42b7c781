import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { ImportRecord } from '@tallystick/kernel/import/define.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { PoliciesFields } from '../operations/license-model-fields.ts'

/**
 * Attribute settings of a license model. JSON has them as they are; a CSV cell reads `now 168`,
 * `at-fulfillment`, or `at-entitlement 10`, the value being JSON where it is more than a word or a number.
 */
export function attributesOf(ctx: QueryContext, record: ImportRecord): Record<string, unknown> | undefined {
  const given = record['attributes'] as Readonly<Record<string, unknown>> | undefined
  if (given === undefined) return undefined
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      typeof value === 'string' ? setting(ctx, name, value) : value,
    ]),
  )
}

function setting(ctx: QueryContext, name: string, text: string) {
  const match = /^(not-used|now|at-entitlement|at-fulfillment)(?:\s+(.+))?$/s.exec(text)
  if (!match) return unreadable(ctx, `attributes:${name}`, text, 'now 168, at-entitlement, or at-fulfillment')
  const [, when, value] = match
  return value === undefined ? { when } : { when, value: plainValue(value) }
}

/** A word, a number, true or false, or JSON. */
export function plainValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** Policies with their defaults, so that they compare with stored ones. Wrong ones go on to the command as they are. */
export function policiesOf(record: ImportRecord): unknown {
  const given = record['policies']
  if (given === undefined) return undefined
  const read = PoliciesFields.safeParse(given)
  return read.success ? read.data : given
}

/**
 * When licenses of the model end. JSON has the object; a CSV cell reads `at-entitlement`, `permanent`,
 * `2027-12-31`, or `12 months`.
 */
export function expirationOf(ctx: QueryContext, record: ImportRecord): unknown {
  const given = record['expiration']
  if (typeof given !== 'string') return given
  if (given === 'at-entitlement' || given === 'permanent') return { setting: given }
  if (/^\d{4}-\d{2}-\d{2}$/.test(given)) return { setting: 'date', date: given }
  const match = /^(\d{1,5}) (days|weeks|months|years)$/.exec(given)
  if (match) return { setting: 'duration', amount: Number(match[1]), unit: match[2] }
  return unreadable(ctx, 'expiration', given, 'at-entitlement, permanent, 2027-12-31, or 12 months')
}

function unreadable(ctx: QueryContext, field: string, value: string, expected: string): never {
  return ctx.refuse(refuse('import-value', { field, value, expected }))
}
