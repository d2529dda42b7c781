import type { LineItemKind } from '../model.ts'

/** What a line item that ends is called where renewals are the matter. */
export const EXPIRING_TYPES = { subscription: 'Subscription', maintenance: 'Maintenance' } as const

/** A licensed line item with an end is a subscription; the other kind is maintenance. */
export type ExpiringType = keyof typeof EXPIRING_TYPES

/** The type of a line item with an end. */
export function expiringType(kind: LineItemKind): ExpiringType {
  return kind === 'licensed' ? 'subscription' : 'maintenance'
}

/** Days by which the calendars of two time zones can differ from that of UTC, in either direction. */
export const ZONE_DAYS = 1

/**
 * Days until the last day of use, as the line item counts them: 0 on the last day itself, negative afterwards.
 * `timeZone` null is UTC. The list's form of this is in store/expiring.ts; a test holds the two together.
 */
export function daysRemaining(endsOn: string, timeZone: string | null, now: Temporal.Instant): number {
  const today = now.toZonedDateTimeISO(timeZone ?? 'UTC').toPlainDate()
  return today.until(Temporal.PlainDate.from(endsOn), { largestUnit: 'days' }).days
}
