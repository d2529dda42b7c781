/** How often a mail is tried before it is given up. */
export const TRIES_MAX = 8

/**
 * Minutes to wait after the first, second, … try that failed. Short at first, because most mail servers that
 * are away come back soon; all together a little over a day, so that a mail outlives a night and a morning.
 */
const WAITS_MINUTES = [1, 5, 15, 60, 180, 360, 840] as const

/** When to try again after so many tries that failed (from 1); null when it was the last. */
export function nextTryAt(now: Temporal.Instant, tries: number): Temporal.Instant | null {
  const minutes = tries < TRIES_MAX ? WAITS_MINUTES[tries - 1] : undefined
  return minutes === undefined ? null : now.add({ minutes })
}
