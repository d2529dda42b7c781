/** How often people are reminded, and of what. Days. Source: the published renewal options. */
export interface ReminderRules {
  /** A mail lists what ends within so many days. */
  readonly lookAhead: number
  /** Only what ends within so many days makes a mail go out. */
  readonly window: number
  readonly expiringEvery: number
  readonly expiredEvery: number
}

/** Days on which a person was last reminded; null is never. */
export interface ReminderTurns {
  readonly expiring: string | null
  readonly expired: string | null
}

/** The least of a line item that decides about reminders. */
export interface EndingItem {
  readonly id: string
  readonly endsOn: string
  readonly daysRemaining: number
}

/** Days that an expired line item is looked back for at most, however long no job ran. */
const LOOK_BACK_MAX = 365

/** Whether enough days have passed since the last mail of a kind. */
export function isTurn(last: string | null, every: number, today: string): boolean {
  return last === null || daysBetween(last, today) >= every
}

/**
 * Days back from today in which line items must have expired to be told of: since the last mail, at least the days
 * between two mails, so that nobody who subscribes today is told of ten years.
 */
export function lookBack(last: string | null, every: number, today: string): number {
  return Math.min(LOOK_BACK_MAX, Math.max(every, last === null ? 0 : daysBetween(last, today)))
}

/** Whether what is expiring is a reason to mail: something ends within the window. */
export function isReason(items: readonly EndingItem[], { window }: ReminderRules): boolean {
  return items.some(({ daysRemaining }) => daysRemaining >= 0 && daysRemaining <= window)
}

/** What an expiring line item is told for: once per turn and last day. */
export function expiringCause({ endsOn }: EndingItem, today: string): string {
  return `expiring ${endsOn} ${today}`
}

/** What an expired line item is told for: once per last day, for good. */
export function expiredCause({ endsOn }: EndingItem): string {
  return `expired ${endsOn}`
}

function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days
}
