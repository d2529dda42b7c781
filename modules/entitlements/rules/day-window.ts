import { ZONE_DAYS } from './expiring.ts'

/** Last days of use from and to, both included; absent is open. */
export interface DayWindow {
  readonly from?: string
  readonly to?: string
}

/**
 * Where the rows behind a page mark lie, when rows are ordered by days remaining: `page` holds all of them, `walk`
 * holds only such as surely stand behind the mark, whatever their time zone. Both are open for the first page, and for
 * a mark that is none.
 */
export function windowBehind(
  after: string | undefined,
  now: Temporal.Instant,
  descending: boolean,
): { readonly walk: DayWindow; readonly page: DayWindow } {
  const days = after === undefined ? null : daysOfMark(after)
  if (days === null) return { walk: {}, page: {} }
  const day = now.toZonedDateTimeISO('UTC').toPlainDate().add({ days })
  const near = ZONE_DAYS
  return descending
    ? {
        walk: { to: day.subtract({ days: near + 1 }).toString() },
        page: { to: day.add({ days: near }).toString() },
      }
    : {
        walk: { from: day.add({ days: near + 1 }).toString() },
        page: { from: day.subtract({ days: near }).toString() },
      }
}

/**
 * The window that holds a whole page: `lastDay` is the last day of the row that fills the page when rows are ordered
 * by their last days; null when there are not enough of them. Calendars of two zones differ by two days at most.
 */
export function windowOf(behind: DayWindow, lastDay: string | null, descending: boolean): DayWindow {
  if (lastDay === null) return behind
  const day = Temporal.PlainDate.from(lastDay)
  const days = 2 * ZONE_DAYS
  return descending
    ? { ...behind, from: day.subtract({ days }).toString() }
    : { ...behind, to: day.add({ days }).toString() }
}

/** The days remaining that a page mark holds; null for a text that is no such mark. */
function daysOfMark(mark: string): number | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(mark, 'base64url').toString())
    const days = Array.isArray(parts) ? Number(parts[1]) : Number.NaN
    return Number.isInteger(days) && Math.abs(days) < 10_000_000 ? days : null
  } catch {
    return null
  }
}
