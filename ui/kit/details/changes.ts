import { numberText } from '../format/dates.ts'
import { phraseOf } from '../format/words.ts'

/** One field of an edit; `undefined` where it was or became absent. */
export interface Change {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/**
 * The fields that differ between two states of a record, as an audit entry holds them. What a new record does
 * not have is no change worth a line.
 */
export function changesOf(before: unknown, after: unknown): readonly Change[] {
  const [was, is] = [recordOf(before), recordOf(after)]
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]))
    .filter((field) => was[field] !== undefined || !isNothing(is[field]))
    .map((field) => ({ field, before: was[field], after: is[field] }))
}

function isNothing(value: unknown): boolean {
  if (value === null || value === '' || value === false) return true
  return typeof value === 'object' && Object.keys(value as object).length === 0
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}

/** A value of a change in words. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(valueText).join(', ')
  if (typeof value === 'object') {
    return fieldsInOrder(value as Readonly<Record<string, unknown>>)
      .map(([key, one]) => `${phraseOf(key)} ${valueText(one)}`)
      .join(', ')
  }
  return typeof value === 'number' ? numberText(value) : String(value as string)
}

/** Fields by which things are known, then what became of them and how much: the order in which people tell them. */
const FIRST = [
  'license',
  'consolidatedLicense',
  'lineItem',
  'activationId',
  'feature',
  'product',
  'name',
  'label',
]
const THEN = [
  'ended',
  'issued',
  'became',
  'insteadOf',
  'from',
  'to',
  'account',
  'copies',
  'count',
  'overdraft',
  'left',
  'host',
  'hosts',
]

/**
 * The fields of a value as they are read: a database gives them back by the length of their names. Fields that are not
 * known here come last, by name; those without a value are left out.
 */
export function fieldsInOrder(value: Readonly<Record<string, unknown>>): readonly [string, unknown][] {
  const order = [...FIRST, ...THEN]
  const placeOf = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length)
  return Object.entries(value)
    .filter(([, one]) => valueText(one) !== 'nothing')
    .sort(([a], [b]) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1))
}

/** Deeds that are no single word in the past, as people say them. */
const SAID: Readonly<Record<string, string>> = {
  'copies.audit-queued': 'asked for a check of the books of copies',
  'license.emergency-issued': 'issued an emergency license beside the license',
  'license.stop-gap-issued': 'issued a stop-gap license beside the license',
  'license.rejected': 'refused the license',
  'license.generation-asked': 'asked the generator for the license',
  'license-technology.secret-made': 'made a new secret for the generator',
  'password.help-requested': 'asked for help with the password',
  'password.help-sent': 'sent help with the password',
}

/** `feature.state-changed` as `changed the state of the feature`; the last part is a word in the past. */
export function sentenceOfAction(action: string, outcome: string): string {
  const [noun = '', past = ''] = action.split('.')
  const thing = noun.replaceAll('-', ' ')
  const deed = past.replaceAll('-', ' ')
  if (outcome === 'done') {
    if (past.startsWith('made-')) return `made the ${thing} ${deed.slice('made '.length)}`
    return SAID[action] ?? `${deed} the ${thing}`
  }
  return outcome === 'refused' ? `was refused: ${thing} ${deed}` : `was not permitted: ${thing} ${deed}`
}
