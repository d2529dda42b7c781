import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { addDuration } from './calendar.ts'
import type { CalendarDate, Duration } from './calendar.ts'

/** How long the rights of a line item last: exactly one of the three. */
export type Term =
  | { readonly kind: 'permanent' }
  /** Last day of the right, inclusive. */
  | { readonly kind: 'fixed'; readonly expires: CalendarDate }
  /** Counted from the start date of each license. */
  | { readonly kind: 'duration'; readonly duration: Duration }

/** The last day of a license, inclusive; null is permanent. */
export interface Expiration {
  readonly expires: CalendarDate | null
}

/**
 * When a license that starts on a day expires.
 *
 * Start date plus duration by the calendar: one month from 31 January ends on the last day of
 * February. The day itself is still good, as license files say it. Source: line item terms; ACT-03.
 */
export function expirationOf(term: Term, starts: CalendarDate): Expiration | Refusal {
  if (term.kind === 'permanent') return { expires: null }
  if (term.kind === 'fixed') {
    if (term.expires >= starts) return { expires: term.expires }
    return refuse('start-after-expiration', { startDate: starts, expires: term.expires })
  }
  const expires = addDuration(starts, term.duration)
  return expires === null ? refuse('expiration-out-of-range', { startDate: starts }) : { expires }
}

/**
 * The day on which a line item as a whole is over, as far as it is settled by now; null when it is
 * permanent or still depends on a later activation.
 */
export function lineItemExpires(term: Term, startDate: CalendarDate | null): CalendarDate | null {
  if (term.kind === 'fixed') return term.expires
  return term.kind === 'duration' && startDate !== null ? addDuration(startDate, term.duration) : null
}
