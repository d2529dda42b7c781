/** Days from one to another, both included, as `2026-03-01`. */
export interface Days {
  readonly from: string
  readonly to: string
}

/** Calendar months one after another, beginning with what is left of the month of `today`. */
export function monthsFrom(today: Temporal.PlainDate, count: number): readonly Days[] {
  return Array.from({ length: count }, (_month, at) => {
    const first = today.with({ day: 1 }).add({ months: at })
    const last = first.add({ months: 1 }).subtract({ days: 1 })
    return { from: (at === 0 ? today : first).toString(), to: last.toString() }
  })
}
