import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import {
  RECORD_KINDS,
  type AttributeType,
  type AttributeValue,
  type AttributeValues,
  type CustomAttribute,
  type RecordKind,
} from '../model.ts'

/** Most characters of a text and of a long text. */
export const TEXT_MAX = 255
export const LONG_TEXT_MAX = 4000

const EXPECTED: Readonly<Record<AttributeType, string>> = {
  text: `a text of at most ${TEXT_MAX} characters on one line`,
  'long-text': `a text of at most ${LONG_TEXT_MAX} characters`,
  number: 'a number',
  date: 'a date such as 2026-12-31',
  'yes-no': 'yes or no',
  choice: 'one of its list',
  choices: 'texts of its list, each once',
}

/** What a custom attribute takes, in words. */
export function expectedOf(attribute: Pick<CustomAttribute, 'type' | 'choices'>): string {
  const { type, choices } = attribute
  return choices.length === 0 || choices.length > 12
    ? EXPECTED[type]
    : `${type === 'choice' ? 'one' : 'some'} of: ${choices.join(', ')}`
}

/** Whether nothing was entered: that is no value. */
export function isNothing(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  )
}

/** A value as it is stored, or null when it does not have the attribute's type. */
export function fittingValue(
  { type, choices }: Pick<CustomAttribute, 'type' | 'choices'>,
  value: unknown,
): AttributeValue | null {
  switch (type) {
    case 'text':
      return typeof value === 'string' && value.length <= TEXT_MAX && !/[\r\n\0]/.test(value) ? value : null
    case 'long-text':
      return typeof value === 'string' && value.length <= LONG_TEXT_MAX && !value.includes('\0')
        ? value
        : null
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : null
    case 'date':
      return typeof value === 'string' && isDay(value) ? value : null
    case 'yes-no':
      return typeof value === 'boolean' ? value : null
    case 'choice':
      return typeof value === 'string' && choices.includes(value) ? value : null
    case 'choices':
      return isChosen(value, choices) ? choices.filter((one) => value.includes(one)) : null
  }
}

function isDay(text: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number)
  if (year === undefined || month === undefined || day === undefined) return false
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const last = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return day >= 1 && day <= last
}

function isChosen(value: unknown, choices: readonly string[]): value is string[] {
  return (
    Array.isArray(value) &&
    value.every((one) => typeof one === 'string' && choices.includes(one)) &&
    new Set(value).size === value.length
  )
}

/**
 * A text of a file as a value of the attribute's type: `12`, `yes`, `Gold|Silver`. What cannot be read stays
 * text, and is refused by the command. Anything but text stays as it is.
 */
export function readText(
  attribute: Pick<CustomAttribute, 'type' | 'choices'> | undefined,
  value: unknown,
): unknown {
  if (typeof value !== 'string' || attribute === undefined) return value
  const text = value.trim()
  switch (attribute.type) {
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : value
    case 'yes-no':
      return /^(yes|true|1)$/i.test(text) ? true : /^(no|false|0)$/i.test(text) ? false : value
    case 'choice':
      return spelled(attribute.choices, text)
    case 'choices':
      return text.split('|').map((one) => spelled(attribute.choices, one.trim()))
    case 'date':
      return text
    case 'text':
    case 'long-text':
      return value
  }
}

/** A text of the list in the spelling of the list. */
function spelled(choices: readonly string[], text: string): string {
  return choices.find((one) => one.toLowerCase() === text.toLowerCase()) ?? text
}

/** What a check needs to know besides the definitions. */
export interface AttributeCheck {
  /** All definitions of the kind, the obsolete ones too. */
  readonly definitions: readonly CustomAttribute[]
  readonly recordKind: RecordKind
  /** The values of a record that is there; null for a new one. */
  readonly before: Readonly<Record<string, unknown>> | null
  /** The values that it shall have. Empty ones are no values. */
  readonly wanted: Readonly<Record<string, unknown>>
  /** Somebody in the end-user portal: what is not marked editable there stays as it is. */
  readonly isInPortal: boolean
}

/**
 * The values that a record gets, or the first thing that is wrong with them.
 *
 * A value that the record has already may stay, whatever became of its definition. New records get defaults.
 * Without any definition for the kind, a producer's values are taken as they are: plain texts, numbers, yes or
 * no, and lists of texts.
 */
export function attributeValues(check: AttributeCheck): { readonly values: AttributeValues } | Refusal {
  const { definitions, isInPortal } = check
  const before = new Map(Object.entries(check.before ?? {}))
  const closed = isInPortal ? closedRefusal(check, before) : null
  if (closed) return closed
  const given = Object.entries(check.wanted).filter(
    ([name, value]) => !isNothing(value) && (!isInPortal || isOpen(definitions, name)),
  )
  if (definitions.length === 0 && !isInPortal) return { values: Object.fromEntries(given) as AttributeValues }
  const values = new Map<string, unknown>(check.before === null ? defaultsOf(definitions) : [])
  // What was left empty on purpose gets no default.
  for (const [name, value] of Object.entries(check.wanted)) {
    if (isNothing(value)) values.delete(named(definitions, name)?.name ?? name)
  }
  // In the portal only what is editable there changes; the rest keeps its values, seen or not.
  if (isInPortal) for (const [name, value] of before) if (!isOpen(definitions, name)) values.set(name, value)
  for (const [name, value] of given) {
    if (isSame(before.get(name), value)) {
      values.set(name, value)
      continue
    }
    const definition = named(definitions, name)
    if (definition?.state !== 'active') return unknownRefusal(check, name)
    const fitting = fittingValue(definition, value)
    if (fitting === null) return valueRefusal(definition, value)
    values.set(definition.name, fitting)
  }
  const lacking = definitions.find(
    (one) =>
      one.state === 'active' &&
      one.isRequired &&
      !values.has(one.name) &&
      // Somebody who may not fill it in cannot be asked for it.
      (!isInPortal || one.isEditableInPortal),
  )
  return lacking ? missingRefusal(lacking) : { values: Object.fromEntries(values) as AttributeValues }
}

/** Names are keys: they are found whatever their case. */
function named(definitions: readonly CustomAttribute[], name: string): CustomAttribute | undefined {
  return definitions.find((one) => one.name.toLowerCase() === name.toLowerCase())
}

/** Whether people in the portal may change it. */
function isOpen(definitions: readonly CustomAttribute[], name: string): boolean {
  const definition = named(definitions, name)
  return definition?.state === 'active' && definition.isEditableInPortal
}

function defaultsOf(definitions: readonly CustomAttribute[]): [string, AttributeValue][] {
  return definitions.flatMap(({ name, state, defaultValue }) =>
    state === 'active' && defaultValue !== null ? [[name, defaultValue] as [string, AttributeValue]] : [],
  )
}

function isSame(one: unknown, other: unknown): boolean {
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other)
}

function closedRefusal(
  { definitions, wanted }: AttributeCheck,
  before: ReadonlyMap<string, unknown>,
): Refusal | null {
  const closed = Object.entries(wanted).find(
    ([name, value]) => !isOpen(definitions, name) && !isNothing(value) && !isSame(before.get(name), value),
  )
  if (!closed) return null
  const [name] = closed
  const definition = named(definitions, name)
  const label = definition?.isVisibleInPortal ? definition.label : name.slice(0, 100)
  return refuse('custom-attribute-fixed', { field: `customAttributes.${name.slice(0, 100)}`, label })
}

function unknownRefusal({ definitions, recordKind }: AttributeCheck, name: string): Refusal {
  const attribute = name.slice(0, 100)
  return refuse('custom-attribute-unknown', {
    field: `customAttributes.${attribute}`,
    attribute,
    kind: RECORD_KINDS[recordKind].toLowerCase(),
    known: definitions.filter(({ state }) => state === 'active').map((one) => one.name),
  })
}

function valueRefusal(definition: CustomAttribute, value: unknown): Refusal {
  return refuse('custom-attribute-value', {
    field: `customAttributes.${definition.name}`,
    attribute: definition.name,
    label: definition.label,
    value: (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 100),
    expected: expectedOf(definition),
  })
}

function missingRefusal(definition: CustomAttribute): Refusal {
  return refuse('custom-attribute-missing', {
    field: `customAttributes.${definition.name}`,
    attribute: definition.name,
    label: definition.label,
    expected: expectedOf(definition),
  })
}

/** The values that people in the end-user portal may see. */
export function valuesInPortal(
  definitions: readonly CustomAttribute[],
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const isShown = (name: string) =>
    definitions.some((one) => one.name === name && one.isVisibleInPortal && one.state === 'active')
  return Object.fromEntries(Object.entries(values).filter(([name]) => isShown(name)))
}
