import type { DatedVersionFormat } from '@tallystick/catalog/rules/model-attributes.ts'
import type { Duration, VersionDateOption } from '@tallystick/entitlements/model.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { addDuration, isCalendarDate } from './calendar.ts'
import type { CalendarDate } from './calendar.ts'
import { givenText } from '@tallystick/catalog/rules/given-text.ts'

/**
 * The line item's part; no option when none of its features is dated. `duration` is added to the start
 * of the span, wherever that comes from.
 */
export interface VersionDateFacts {
  readonly option: VersionDateOption | null
  /** The date itself for `specify-now`; null otherwise. */
  readonly versionDate: CalendarDate | null
  readonly duration: Duration | null
}

/** Which of the two dates is to be asked at activation; null for neither. */
export function versionDateToAsk(facts: VersionDateFacts): 'version-date' | 'version-start-date' | null {
  if (facts.option === 'specify-version-date-later') return 'version-date'
  return facts.option === 'specify-version-start-date-later' ? 'version-start-date' : null
}

/**
 * The version date of an activation: the date that tells which releases it is good for.
 *
 * Version start date plus duration, where a start is used. Asked anew at every activation: no
 * published text writes it back to the line item. Source: Table 2-1; ACT-03.
 */
export function versionDateOf(
  facts: VersionDateFacts,
  given: { readonly versionDate?: unknown; readonly versionStartDate?: unknown },
  days: { readonly starts: CalendarDate; readonly today: CalendarDate },
): { readonly versionDate: CalendarDate } | Refusal {
  switch (facts.option) {
    case null:
      return refuse('version-date-missing')
    case 'specify-now':
      return facts.versionDate === null ? refuse('version-date-missing') : { versionDate: facts.versionDate }
    case 'use-start-date':
      return plus(days.starts, facts.duration)
    case 'use-activation-date':
      return plus(days.today, facts.duration)
    case 'specify-version-date-later':
      return withGiven(given.versionDate, 'version-date', null)
    case 'specify-version-start-date-later':
      return withGiven(given.versionStartDate, 'version-start-date', facts.duration)
  }
}

/**
 * A version date as the version of a feature line.
 *
 * Month and day always with two digits (`2026.0111`), so that versions compare in the order of their
 * dates; the shorter `2026.111` of old manuals does not.
 */
export function datedVersionText(date: CalendarDate, format: DatedVersionFormat): string {
  const [year, month, day] = [date.slice(0, 4), date.slice(5, 7), date.slice(8, 10)]
  if (format === 'yyyy.mm') return `${year}.${month}`
  return format === 'yyyymmdd' ? `${year}${month}${day}` : `${year}.${month}${day}`
}

function withGiven(
  value: unknown,
  field: 'version-date' | 'version-start-date',
  duration: Duration | null,
): { readonly versionDate: CalendarDate } | Refusal {
  if (value === null || value === undefined || value === '')
    return refuse('version-date-not-given', { field })
  return isCalendarDate(value)
    ? plus(value, duration)
    : refuse('version-date-invalid', { field, value: givenText(value) })
}

function plus(
  date: CalendarDate,
  duration: Duration | null,
): { readonly versionDate: CalendarDate } | Refusal {
  const sum = duration === null ? date : addDuration(date, duration)
  return sum === null
    ? refuse('version-date-invalid', { field: 'version-date', value: date })
    : { versionDate: sum }
}
