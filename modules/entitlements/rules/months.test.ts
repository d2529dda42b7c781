import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { monthsFrom } from './months.ts'

describe('monthsFrom', () => {
  test('[PRD-08] begins with the rest of the month and goes on by whole months', () => {
    expect(monthsFrom(Temporal.PlainDate.from('2027-12-31'), 3)).toEqual([
      { from: '2027-12-31', to: '2027-12-31' },
      { from: '2028-01-01', to: '2028-01-31' },
      { from: '2028-02-01', to: '2028-02-29' },
    ])
  })

  test('[PRD-08] leaves no day out between two months, whatever today is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
        const today = Temporal.PlainDate.from('1990-01-01').add({ days })
        const months = monthsFrom(today, 12)
        for (const [at, month] of months.entries()) {
          const next = months[at + 1]
          if (next) expect(Temporal.PlainDate.from(month.to).add({ days: 1 }).toString()).toBe(next.from)
        }
      }),
    )
  })
})
