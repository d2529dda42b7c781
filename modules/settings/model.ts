/** Kinds of records that a producer may add fields to, with the words that pages show. Source: back office 1.11. */
export const RECORD_KINDS = {
  account: 'Account',
  user: 'User',
  product: 'Product, suite or maintenance plan',
  feature: 'Feature',
  'part-number': 'Part number',
  entitlement: 'Entitlement',
  'line-item': 'Line item',
  'maintenance-line-item': 'Maintenance line item',
} as const

/** A kind of record that may have custom attributes. */
export type RecordKind = keyof typeof RECORD_KINDS

/** Types of custom attributes, with the words that pages show. */
export const ATTRIBUTE_TYPES = {
  text: 'Text',
  'long-text': 'Long text',
  number: 'Number',
  date: 'Date',
  'yes-no': 'Yes or no',
  choice: 'One of a list',
  choices: 'Several of a list',
} as const

/** What the values of a custom attribute look like; it never changes. */
export type AttributeType = keyof typeof ATTRIBUTE_TYPES

/** States of custom attributes. An obsolete one is offered no more; values that are there stay. */
export const ATTRIBUTE_STATES = { active: 'Active', obsolete: 'Obsolete' } as const

/** State of a custom attribute. */
export type AttributeState = keyof typeof ATTRIBUTE_STATES

/** One value: a text, number, date (`2026-03-01`), yes or no, or the chosen texts of a list. */
export type AttributeValue = string | number | boolean | string[]

/** Values of a record by the name of the custom attribute. */
export type AttributeValues = Readonly<Record<string, AttributeValue>>

/** A field that the producer added to a kind of record. */
export interface CustomAttribute {
  readonly id: string
  readonly recordKind: RecordKind
  /** Key of the values; unique within the kind whatever its case, and never changed. */
  readonly name: string
  readonly label: string
  readonly help: string
  readonly type: AttributeType
  /** What may be chosen; empty for the other types. */
  readonly choices: readonly string[]
  readonly isRequired: boolean
  /** What new records get when nothing is said. */
  readonly defaultValue: AttributeValue | null
  readonly isVisibleInPortal: boolean
  readonly isEditableInPortal: boolean
  /** Smaller ones stand first. */
  readonly position: number
  readonly state: AttributeState
}
