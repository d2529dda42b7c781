import type { Term } from '@tallystick/entitlements/model.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { addDuration } from './calendar.ts'
import type { CalendarDate } from './calendar.ts'

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
  if (term.kind === 'date') {
    if (term.expiresOn >= starts) return { expires: term.expiresOn }
    return refuse('start-after-expiration', { startDate: starts, expires: term.expiresOn })
  }
  const expires = addDuration(starts, term)
  return expires === null ? refuse('expiration-out-of-range', { startDate: starts }) : { expires }
}
