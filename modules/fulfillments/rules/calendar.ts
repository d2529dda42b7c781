import { durationUnits } from '@tallystick/entitlements/model.ts'
import type { Duration } from '@tallystick/entitlements/model.ts'

/** A day of the calendar as `yyyy-mm-dd`, years 0001 to 9999. Days compare as plain text. */
export type CalendarDate = string

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const unitNames: readonly string[] = durationUnits

/** Whether a value is a day that exists, in the spelling `yyyy-mm-dd`. */
export function isCalendarDate(value: unknown): value is CalendarDate {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const { year, month, day } = partsOf(value)
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** Whether a value is a duration of at least one whole unit. */
export function isDuration(value: unknown): value is Duration {
  if (typeof value !== 'object' || value === null) return false
  const { amount, unit } = value as Partial<Duration>
  return (
    Number.isInteger(amount) &&
    Number(amount) >= 1 &&
    Number(amount) <= 4_000_000 &&
    unitNames.includes(unit ?? '')
  )
}

/**
 * The day a duration after another day; null when it lies beyond the year 9999.
 *
 * A month or year later is the same day of the month; where that month is shorter, its last day: one
 * month after 31 January is 28 or 29 February. Never the first days of March.
 */
export function addDuration(date: CalendarDate, duration: Duration): CalendarDate | null {
  const { year, month, day } = partsOf(date)
  switch (duration.unit) {
    case 'days':
      return fromDayNumber(dayNumber(year, month, day) + duration.amount)
    case 'weeks':
      return fromDayNumber(dayNumber(year, month, day) + duration.amount * 7)
    case 'months':
      return inMonth(year * 12 + month - 1 + duration.amount, day)
    case 'years':
      return inMonth((year + duration.amount) * 12 + month - 1, day)
  }
}

/** A day as license files spell it: `31-dec-2026`. */
export function licenseDateText(date: CalendarDate): string {
  return `${date.slice(8, 10)}-${monthNames[Number(date.slice(5, 7)) - 1]}-${date.slice(0, 4)}`
}

/** The day that it is somewhere at an instant. `timeZone` is an IANA name such as `Europe/Berlin`. */
export function calendarDateAt(now: Temporal.Instant, timeZone: string): CalendarDate {
  return now.toZonedDateTimeISO(timeZone).toPlainDate().toString()
}

function partsOf(date: CalendarDate): {
  readonly year: number
  readonly month: number
  readonly day: number
} {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function inMonth(months: number, day: number): CalendarDate | null {
  const year = Math.floor(months / 12)
  const month = (months % 12) + 1
  return dateText(year, month, Math.min(day, daysInMonth(year, month)))
}

function dateText(year: number, month: number, day: number): CalendarDate | null {
  if (year > 9999) return null
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Days since 1 March of the year 0, so that the leap day is the last of its year. */
function dayNumber(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1
  const monthFromMarch = (month + 9) % 12
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400)
  return shifted * 365 + leapDays + Math.floor((monthFromMarch * 153 + 2) / 5) + day - 1
}

function fromDayNumber(days: number): CalendarDate | null {
  const era = Math.floor(days / 146_097)
  const dayOfEra = days - era * 146_097
  const correction =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - correction) / 365)
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)
  const dayOfYear = dayOfEra - (yearOfEra * 365 + leapDays)
  const monthFromMarch = Math.floor((dayOfYear * 5 + 2) / 153)
  const day = dayOfYear - Math.floor((monthFromMarch * 153 + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return dateText(era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
}
