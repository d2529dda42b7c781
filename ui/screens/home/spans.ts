import { currentReader } from '@tallystick/kit/format/dates.ts'

/** Today as the server counts days: in UTC. */
export function todayInUtc(): string {
  return new Date().toISOString().slice(0, 10)
}

/** The day before or after another, as `2026-03-01`: lists leave out the day that a condition names. */
export function dayBeside(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Address of a list with conditions: `/line-items?where=state.in:deployed&where=…`. */
export function listAddress(path: string, conditions: readonly string[], more = ''): string {
  return `${path}?${conditions.map((condition) => `where=${encodeURIComponent(condition)}`).join('&')}${more}`
}

/** The two conditions that leave the days from one to another, both included. */
export function within(column: string, from: string, to: string): readonly string[] {
  return [`${column}.after:${dayBeside(from, -1)}`, `${column}.before:${dayBeside(to, 1)}`]
}

/** `2026-11-22` as `Nov 26`, for the marks of an axis. */
export function monthMark(day: string): string {
  const { locale } = currentReader()
  return new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit', timeZone: 'UTC' }).format(
    Date.parse(`${day}T00:00:00Z`),
  )
}

/** `2026-11-22` as `22 Nov`, for the marks of an axis. */
export function dayMark(day: string): string {
  const { locale } = currentReader()
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    Date.parse(`${day}T00:00:00Z`),
  )
}
