import type { StartOption } from '@tallystick/entitlements/model.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { isCalendarDate } from './calendar.ts'
import type { CalendarDate } from './calendar.ts'
import { givenText } from '@tallystick/catalog/rules/given-text.ts'

/** The line item's part: its option (see `StartOption`), and the date that it has by now. */
export interface StartDateFacts {
  readonly option: StartOption
  /** Null until it is fixed, by order or by the first activation. */
  readonly startsOn: CalendarDate | null
}

/** When the license starts, and what the line item must remember from now on (null: nothing). */
export interface StartDate {
  readonly starts: CalendarDate
  readonly writeBack: CalendarDate | null
}

/** Whether a person is to be asked for a start date. A date once set is shown and cannot be changed. */
export function asksStartDate(facts: StartDateFacts): boolean {
  return (
    facts.option === 'specify-at-each-activation' ||
    (facts.option === 'specify-at-first-activation' && facts.startsOn === null)
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
  return { starts: given, writeBack: facts.option === 'specify-at-first-activation' ? given : null }
}

/** The start date that is settled without asking; null when it is to be asked or is missing. */
function fixedDateOf(facts: StartDateFacts, today: CalendarDate): StartDate | null {
  switch (facts.option) {
    case 'specify-now':
    case 'specify-at-first-activation':
      return facts.startsOn === null ? null : { starts: facts.startsOn, writeBack: null }
    case 'first-activation-date':
      return facts.startsOn === null
        ? { starts: today, writeBack: today }
        : { starts: facts.startsOn, writeBack: null }
    case 'each-activation-date':
      return { starts: today, writeBack: null }
    case 'specify-at-each-activation':
      return null
  }
}
