/** Days from one to another, both included, as `2026-03-01`. */
export interface Days {
  readonly from: string
  readonly to: string
}

/** Weeks from Monday to Sunday, the oldest first; the last one is the week of `today`, to its end. */
export function weeksUntil(today: Temporal.PlainDate, count: number): readonly Days[] {
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  return Array.from({ length: count }, (_week, at) => {
    const first = monday.subtract({ weeks: count - 1 - at })
    return { from: first.toString(), to: first.add({ days: 6 }).toString() }
  })
}
