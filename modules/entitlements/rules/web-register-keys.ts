import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { ChangeKind, EntitlementKind, LineItemKind, RecordState } from '../model.ts'
import { idRefusal } from './ids.ts'
import { entitlementStateRefusal, lineItemStateRefusal } from './lifecycle.ts'
import { isExpired } from './terms.ts'

/** States of a web register key, with the words of lists. */
export const keyStates = { available: 'Available', redeemed: 'Redeemed', retired: 'Retired' } as const

/** State of a web register key. */
export type KeyState = keyof typeof keyStates

/** The longest key: its entitlement ID may add three letters. */
export const keyLengthMax = 252

/** The bulk line item that keys come out of. */
export interface BulkLineItem {
  readonly activationId: string
  readonly kind: LineItemKind
  readonly state: RecordState
  readonly copiesTotal: number
  readonly endsOn: string | null
  readonly timeZone: string | null
  readonly entitlement: {
    readonly code: string
    readonly kind: EntitlementKind
    readonly state: RecordState
    readonly bulkChangeKind: ChangeKind | null
  }
}

/** A key as it stands. */
export interface KeyFacts {
  readonly code: string
  readonly state: KeyState
  /** When it was redeemed; null for one that was not. */
  readonly redeemedAt: string | null
}

/** Codes of `moreKeysRefusal`, besides those of states. */
export const moreKeysCodes: readonly string[] = [
  'entitlement-not-bulk',
  'keys-only-licensed',
  'entitlement-obsolete',
  'line-item-obsolete',
  'web-register-keys-exceed-copies',
]

/**
 * Whether so many keys may be added to a line item; null when they may. As many may exist as there are copies, retired
 * ones not counted. Drafts may have keys already, so that they can be printed before the day. ENT-07.
 */
export function moreKeysRefusal(lineItem: BulkLineItem, existing: number, requested: number): Refusal | null {
  const { activationId, entitlement, copiesTotal: total } = lineItem
  if (entitlement.kind !== 'bulk') return refuse('entitlement-not-bulk', { activationId })
  if (lineItem.kind !== 'licensed') return refuse('keys-only-licensed', { activationId })
  if (entitlement.state === 'obsolete') return stateOfEntitlement(lineItem)
  if (lineItem.state === 'obsolete') return lineItemStateRefusal(lineItem)
  const wanted = existing + requested
  if (wanted <= total) return null
  return refuse('web-register-keys-exceed-copies', { activationId, total, existing, requested, wanted })
}

/** Refuses a key with characters that an ID cannot hold: it becomes an activation ID. */
export function keyCharactersRefusal(key: string): Refusal | null {
  const refusal = idRefusal('activation-id', key)
  if (refusal) return refuse('web-register-key-characters', refusal.data)
  if (key.length <= keyLengthMax) return null
  return refuse('web-register-key-characters', { id: key.slice(0, 80), characters: 'length' })
}

/** Refuses a key that is used up or withdrawn; null for one that is good. */
export function keyStateRefusal(key: KeyFacts): Refusal | null {
  if (key.state === 'redeemed') {
    return refuse('web-register-key-redeemed', { key: key.code, redeemedAt: key.redeemedAt })
  }
  return key.state === 'retired' ? refuse('web-register-key-retired', { key: key.code }) : null
}

/**
 * Whether a key may be redeemed now; null when it may. In this order: the key itself, the bulk entitlement and its
 * line item are deployed and not over, and a change is asked for exactly when the keys give one.
 */
export function redeemRefusal(
  key: KeyFacts,
  lineItem: BulkLineItem,
  changes: string | null,
  now: Temporal.Instant,
): Refusal | null {
  const refusal = keyStateRefusal(key)
  if (refusal) return refusal
  if (lineItem.entitlement.state !== 'deployed') return stateOfEntitlement(lineItem)
  if (lineItem.state !== 'deployed') return lineItemStateRefusal(lineItem)
  if (isExpired(lineItem.endsOn, lineItem.timeZone, now)) {
    return refuse('web-register-key-expired', { key: key.code, endedOn: lineItem.endsOn })
  }
  const kind = lineItem.entitlement.bulkChangeKind
  if (kind !== null && changes === null) {
    return refuse('web-register-key-changes-missing', { key: key.code, kind })
  }
  if (kind === null && changes !== null)
    return refuse('web-register-key-changes-not-asked', { key: key.code })
  return null
}

/** A key out of a format: each `*` becomes one of `signs`, of which there are enough. */
export function keyOfFormat(format: string, signs: string): string {
  let at = 0
  return format.replaceAll('*', () => signs[at++] ?? '0')
}

/** The entitlement ID of a redeemed key. */
export function redeemedCode(pattern: string, key: string): string | Refusal {
  const code = pattern.replaceAll('{key}', key)
  const refusal = idRefusal('entitlement-id', code)
  return isRefusal(refusal) ? refusal : code
}

function stateOfEntitlement({ entitlement }: BulkLineItem): Refusal {
  return entitlementStateRefusal({ ...entitlement, mayBecomeObsolete: true })
}
