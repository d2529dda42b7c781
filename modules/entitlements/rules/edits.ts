import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { LineItemCounts, RecordState } from '../model.ts'
import { isOpen } from './lifecycle.ts'

/** Fields of an entitlement that may change after it was deployed. The accounts change by a transfer only. */
export const entitlementFieldsAlways: readonly string[] = [
  'description',
  'shipToEmail',
  'shipToAddress',
  'allowsPortalSignIn',
  'customAttributes',
  'contacts',
]

/** Fields of a line item that may change after it was deployed: what describes it, not what was sold. */
export const lineItemFieldsAlways: readonly string[] = [
  'description',
  'orderId',
  'orderLineNumber',
  'customAttributes',
  'maintenance',
]

/** Refuses changed fields that are fixed in this state, and names them all. */
export function fixedFieldsRefusal(
  state: RecordState,
  changed: readonly string[],
  always: readonly string[],
): Refusal | null {
  if (isOpen(state)) return null
  const fixed = changed.filter((field) => !always.includes(field))
  return fixed.length === 0 ? null : refuse('field-fixed-after-deployment', { fields: fixed, state })
}

/** The size of a line item that is edited; draft or test, as others have a size for good. */
export interface EditedSize extends LineItemCounts {
  readonly activationId: string
  /** The line item that its copies came from by a move; null for one that was sold. */
  readonly originLineItemId: string | null
}

/** Its size as it is wanted. */
export type WantedSize = Pick<LineItemCounts, 'copiesTotal' | 'extraActivationsMax' | 'overdraftMax'>

/**
 * Why a line item cannot have this size: less than is in use, less than moved along its chain, or another number of
 * copies than came along from another line item, whose books say how many left. BEY-01.
 */
export function sizeRefusal(
  before: EditedSize,
  { copiesTotal: total, ...wanted }: WantedSize,
): Refusal | null {
  const { activationId, copiesTaken: taken, copiesMoved: moved, copiesBrought: brought } = before
  const { extraActivationsMax: extraActivations, overdraftMax } = wanted
  if (before.originLineItemId !== null && total !== before.copiesTotal) {
    return refuse('copies-came-along', { activationId, total: before.copiesTotal })
  }
  if (taken > total + extraActivations || before.overdraftTaken > overdraftMax) {
    return refuse('copies-below-taken', { taken, total, extraActivations })
  }
  const own = Math.min(total, brought ?? total)
  const isEnough = (brought ?? 0) <= total && taken + moved <= own + extraActivations
  if (isEnough) return null
  return refuse('copies-below-moved', { activationId, taken, moved, brought: brought ?? 0 })
}

/** Names of the fields whose values differ, in the order of `after`. Values are plain data. */
export function changedFields(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly string[] {
  return Object.keys(after).filter((field) => canonical(before[field]) !== canonical(after[field]))
}

/** Only the given fields of a record, for the history. */
export function pick(
  record: Readonly<Record<string, unknown>>,
  fields: readonly string[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fields.map((field) => [field, record[field]]))
}

/** Text of a value that does not depend on the order of its keys; missing and null are the same. */
function canonical(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join()}}`
}
