import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Counted, ImportRecord } from '@tallystick/kernel/import/define.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { Duration, DurationUnit } from '../model.ts'
import type { LineItemWish } from '../operations/line-item-shapes.contract.ts'

/** Columns whose values go to the command as they are, under the same name. */
const SAME = [
  'activationId',
  'kind',
  'partNumber',
  'licenseModel',
  'productLine',
  'copies',
  'orderId',
  'orderLineNumber',
  'startOption',
  'startsOn',
  'versionDateOption',
  'versionDate',
  'timeZone',
  'extraActivations',
  'maintenance',
  'changes',
  'changeKind',
] as const

/** A row of an order as the command takes a line item; what the file leaves out is left out. */
export function lineItemWish(ctx: QueryContext, part: ImportRecord, at: number): LineItemWish {
  const wish: Record<string, unknown> = {}
  for (const name of SAME) if (part[name] !== undefined) wish[name] = part[name]
  const set = (name: string, value: unknown) => {
    if (value !== undefined) wish[name] = value
  }
  const products = part['products'] as readonly Counted[] | undefined
  set(
    'products',
    products?.map(({ name, count }) => ({ product: name, quantity: count })),
  )
  set('description', part['lineDescription'])
  set('customAttributes', part['lineCustom'])
  set(
    'attributes',
    mapped(part['attribute'], (value) => (typeof value === 'string' ? plainValue(value) : value)),
  )
  set(
    'policies',
    mapped(part['policy'], (value) => (typeof value === 'string' ? policyValue(value) : value)),
  )
  set('term', termOf(ctx, part, at))
  set('versionDuration', durationOf(ctx, part, 'versionDuration', at))
  return wish as LineItemWish
}

function mapped(given: unknown, read: (value: unknown) => unknown): Record<string, unknown> | undefined {
  if (given === undefined) return undefined
  return Object.fromEntries(Object.entries(given as object).map(([name, value]) => [name, read(value)]))
}

/** A number, true or false, or JSON; anything else is text. */
function plainValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** `2 per 1 years`, a bare count, yes or no; anything else is left to the command to refuse. */
function policyValue(text: string): unknown {
  if (/^(yes|true)$/i.test(text)) return true
  if (/^(no|false)$/i.test(text)) return false
  const match = /^(\d{1,7})(?: per (\d{1,5}) (days|weeks|months|years))?$/.exec(text)
  if (!match) return plainValue(text)
  const period = match[2] === undefined ? null : { amount: Number(match[2]), unit: match[3] }
  return { count: Number(match[1]), period }
}

/** Permanent, a last day and a duration exclude each other; none of them leaves it to the license model. */
function termOf(ctx: QueryContext, part: ImportRecord, at: number): LineItemWish['term'] | undefined {
  const duration = durationOf(ctx, part, 'duration', at)
  const terms: NonNullable<LineItemWish['term']>[] = []
  if (part['permanent'] === true) terms.push({ kind: 'permanent' })
  if (part['expiresOn'] !== undefined) terms.push({ kind: 'date', expiresOn: String(part['expiresOn']) })
  if (duration) terms.push({ kind: 'duration', ...duration })
  if (terms.length > 1) {
    const expected = 'one of permanent, an expiration date, or a duration'
    ctx.refuse(
      refuse('import-value', {
        field: `lineItems.${at}.expiresOn`,
        value: String(part['expiresOn']),
        expected,
      }),
    )
  }
  return terms[0]
}

function durationOf(ctx: QueryContext, part: ImportRecord, column: string, at: number): Duration | undefined {
  const text = part[column]
  if (typeof text !== 'string') return undefined
  const match = /^(\d{1,6}) (day|week|month|year)s?$/.exec(text)
  if (match) return { amount: Number(match[1]), unit: `${match[2] ?? ''}s` as DurationUnit }
  return ctx.refuse(
    refuse('import-value', { field: `lineItems.${at}.${column}`, value: text, expected: '12 months' }),
  )
}
