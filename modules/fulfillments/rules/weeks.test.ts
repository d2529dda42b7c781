import { describe, expect, test } from 'vitest'
import { weeksUntil } from './weeks.ts'

describe('weeksUntil', () => {
  test.each([
    ['2026-03-02', 'a Monday'],
    ['2026-03-05', 'a Thursday'],
    ['2026-03-08', 'a Sunday'],
  ])('[PRD-08] ends with the week of today: %s is %s', (today) => {
    expect(weeksUntil(Temporal.PlainDate.from(today), 2)).toEqual([
      { from: '2026-02-23', to: '2026-03-01' },
      { from: '2026-03-02', to: '2026-03-08' },
    ])
  })
})
