import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { isCalendarDate } from './calendar.ts'
import type { CalendarDate } from './calendar.ts'
import { givenText } from '@tallystick/catalog/rules/given-text.ts'

/** Where the start date of a license comes from. Source: start date options of line items; ACT-03. */
export type StartDateOption =
  /** Fixed on the line item. */
  | 'define-now'
  /** Asked at the first activation, written back, then the same for all. */
  | 'define-at-first-activation'
  /** Asked at every activation. */
  | 'define-at-each-activation'
  /** The day of the first activation, written back, the same for all. */
  | 'use-first-activation-date'
  /** The day of each activation. */
  | 'use-each-activation-date'

/** The line item's part: its option, and the date that it has by now. */
export interface StartDateFacts {
  readonly option: StartDateOption
  /** Null until it is fixed, by order or by the first activation. */
  readonly startDate: CalendarDate | null
}

/** When the license starts, and what the line item must remember from now on (null: nothing). */
export interface StartDate {
  readonly starts: CalendarDate
  readonly writeBack: CalendarDate | null
}

/** Whether a person is to be asked for a start date. A date once set is shown and cannot be changed. */
export function asksStartDate(facts: StartDateFacts): boolean {
  return (
    facts.option === 'define-at-each-activation' ||
    (facts.option === 'define-at-first-activation' && facts.startDate === null)
  )
}

/**
 * The start date of an activation on `today`.
 *
 * A date given where none is asked is refused unless it says the same; a date in the past is legal
 * (rights bought earlier). In a batch the same given date goes only to the line items that ask.
 */
export function startDateOf(facts: StartDateFacts, given: unknown, today: CalendarDate): StartDate | Refusal {
  if (given !== null && given !== undefined && !isCalendarDate(given)) {
    return refuse('start-date-invalid', { value: givenText(given) })
  }
  const fixed = fixedDateOf(facts, today)
  if (fixed !== null) {
    if (given && given !== fixed.starts)
      return refuse('start-date-fixed', { value: given, startDate: fixed.starts })
    return fixed
  }
  if (!asksStartDate(facts) || !given) return refuse('start-date-missing', { option: facts.option })
  return { starts: given, writeBack: facts.option === 'define-at-first-activation' ? given : null }
}

/** The start date that is settled without asking; null when it is to be asked or is missing on the line item. */
function fixedDateOf(facts: StartDateFacts, today: CalendarDate): StartDate | null {
  switch (facts.option) {
    case 'define-now':
    case 'define-at-first-activation':
      return facts.startDate === null ? null : { starts: facts.startDate, writeBack: null }
    case 'use-first-activation-date':
      return facts.startDate === null
        ? { starts: today, writeBack: today }
        : { starts: facts.startDate, writeBack: null }
    case 'use-each-activation-date':
      return { starts: today, writeBack: null }
    case 'define-at-each-activation':
      return null
  }
}
