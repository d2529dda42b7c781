import type { CalendarDate, Expiry } from './model.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const pattern = /^(\d{1,2})-([a-z]{3})-(\d{1,4})$/i

/**
 * Reads `dd-mmm-yyyy` as found in license files; null when it is no date.
 *
 * Day with one or two digits, English month without regard to case. A year of two digits is 1970 to 2069.
 * Any year of zeros, and 1900, means that the right never ends.
 */
export function parseExpiry(text: string): Expiry | null {
  if (text.toLowerCase() === 'permanent') return 'permanent'
  const match = pattern.exec(text)
  if (match === null) return null
  const [, dayText = '', monthText = '', yearText = ''] = match
  const month = months.indexOf(monthText.toLowerCase()) + 1
  if (month === 0) return null
  const day = Number(dayText)
  if (/^0+$/.test(yearText) || yearText === '1900') return day >= 1 && day <= 31 ? 'permanent' : null
  const year = fullYear(yearText)
  if (year === null || day < 1 || day > daysInMonth(year, month)) return null
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Reads a date that must be a real day, as in `START=` and `ISSUED=`; null when it is none. */
export function parseLicenseDate(text: string): CalendarDate | null {
  const expiry = parseExpiry(text)
  return expiry === 'permanent' ? null : expiry
}

/** Writes a day, or `permanent`, the one way we issue it: lower case `dd-mmm-yyyy`. */
export function printExpiry(expiry: Expiry): string {
  if (expiry === 'permanent') return 'permanent'
  const [year = '', month = '', day = ''] = expiry.split('-')
  return `${day}-${months[Number(month) - 1] ?? month}-${year}`
}

/** A day for people: `31 Dec 2026`. */
export function readableDate(date: CalendarDate): string {
  const [year = '', month = '', day = ''] = date.split('-')
  return `${Number(day)} ${monthNames[Number(month) - 1] ?? month} ${year}`
}

/** Is this text a real day written `yyyy-mm-dd`? */
export function isCalendarDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return year >= 1901 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

function fullYear(text: string): number | null {
  const year = Number(text)
  if (text.length === 4) return year
  if (text.length === 2) return year >= 70 ? 1900 + year : 2000 + year
  return null
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
