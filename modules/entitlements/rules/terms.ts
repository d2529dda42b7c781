import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { Duration, StartOption, Term, VersionDateOption } from '../model.ts'

/** The latest day that rights may last, so that every date keeps the form `yyyy-mm-dd`. */
const lastDay = '9999-12-31'

/**
 * The last day of use of a line item, as far as it is settled by now: null when it is permanent, or when the
 * duration has no start yet. Throws RangeError for days beyond the calendar; see `termRefusal`.
 *
 * One month after 31 January is the last day of February. The row's `ends_on` is the same in SQL.
 */
export function endsOn(term: Term, startsOn: string | null): string | null {
  if (term.kind === 'permanent') return null
  if (term.kind === 'date') return term.expiresOn
  return startsOn === null ? null : plus(startsOn, term)
}

/** A day plus a duration of the calendar. */
function plus(day: string, { amount, unit }: Duration): string {
  return Temporal.PlainDate.from(day)
    .add({ [unit]: amount })
    .toString()
}

/**
 * The instant at which rights end, exclusive: the midnight after the last day in the line item's time zone,
 * or in UTC when it has none. Null is never.
 */
export function endInstant(lastDayOfUse: string | null, timeZone: string | null): Temporal.Instant | null {
  if (lastDayOfUse === null) return null
  return Temporal.PlainDate.from(lastDayOfUse)
    .add({ days: 1 })
    .toZonedDateTime(timeZone ?? 'UTC')
    .toInstant()
}

/** Whether the last day has passed where the line item counts its days. A permanent one never expires. */
export function isExpired(
  lastDayOfUse: string | null,
  timeZone: string | null,
  now: Temporal.Instant,
): boolean {
  const end = endInstant(lastDayOfUse, timeZone)
  return end !== null && Temporal.Instant.compare(now, end) >= 0
}

/** How long rights last, as lists show it: a date, `Permanent`, or a duration such as `12 months`. */
export function termText(term: Term, lastDayOfUse: string | null): string {
  if (term.kind === 'permanent') return 'Permanent'
  return lastDayOfUse ?? (term.kind === 'duration' ? `${term.amount} ${term.unit}` : '')
}

/** The dates of a line item as somebody wants them. */
export interface LineItemDates {
  readonly startOption: StartOption
  readonly startsOn: string | null
  readonly term: Term
  readonly versionDateOption: VersionDateOption | null
  readonly versionDate: string | null
  readonly versionDuration: Duration | null
  readonly timeZone: string | null
}

/** Holds the dates of a line item to each other; null when they fit. */
export function datesRefusal(dates: LineItemDates): Refusal | null {
  return startRefusal(dates) ?? termRefusal(dates) ?? versionRefusal(dates) ?? zoneRefusal(dates.timeZone)
}

/** A start date belongs to `specify-now` and to no other option: the others get it at activation. */
function startRefusal({ startOption, startsOn }: LineItemDates): Refusal | null {
  if (startOption === 'specify-now') return startsOn === null ? refuse('start-date-missing') : null
  return startsOn === null ? null : refuse('start-date-not-asked', { startOption, startsOn })
}

function termRefusal({ term, startsOn }: LineItemDates): Refusal | null {
  if (term.kind === 'permanent' || startsOn === null) return null
  if (term.kind === 'date') {
    if (term.expiresOn >= startsOn) return null
    return refuse('start-after-expiration', { startDate: startsOn, expires: term.expiresOn })
  }
  const days = { days: 1, weeks: 7, months: 28, years: 365 }[term.unit] * term.amount
  const isFar = days > 3_700_000 || plus(startsOn, term) > lastDay || plus(startsOn, term).length > 10
  return isFar ? refuse('expiration-out-of-range', { startDate: startsOn }) : null
}

/** A version date belongs to `specify-now`; a duration to the options that add one to a start. */
function versionRefusal(dates: LineItemDates): Refusal | null {
  const { versionDateOption: option, versionDate, versionDuration } = dates
  if (option === 'specify-now') {
    if (versionDate === null) return refuse('version-date-missing')
    return versionDuration === null ? null : refuse('version-duration-not-used', { option })
  }
  if (versionDate !== null) return refuse('version-date-not-asked', { option: option ?? 'none', versionDate })
  const takesDuration = option !== null && option !== 'specify-version-date-later'
  if (versionDuration === null || takesDuration) return null
  return refuse('version-duration-not-used', { option: option ?? 'none' })
}

function zoneRefusal(timeZone: string | null): Refusal | null {
  if (timeZone === null) return null
  try {
    Temporal.PlainDate.from('2026-01-01').toZonedDateTime(timeZone)
    return /^[+-]/.test(timeZone) ? refuse('time-zone-unknown', { timeZone }) : null
  } catch {
    return refuse('time-zone-unknown', { timeZone })
  }
}
