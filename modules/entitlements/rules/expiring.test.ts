import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { windowBehind, windowOf } from './day-window.ts'
import { daysRemaining } from './expiring.ts'
import { isExpired } from './terms.ts'
import { wildcardPattern } from './wildcards.ts'

const noon = Temporal.Instant.from('2026-03-01T12:00:00Z')
const ZONES = [
  'UTC',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Asia/Kolkata',
  'Europe/Berlin',
  'America/New_York',
]

describe('days remaining', () => {
  test('[ENT-09] the last day itself is 0, the day after it is -1', () => {
    expect(daysRemaining('2026-03-31', null, noon)).toBe(30)
    expect(daysRemaining('2026-03-01', null, noon)).toBe(0)
    expect(daysRemaining('2026-02-28', null, noon)).toBe(-1)
  })

  test('[ENT-09] the days are those of the line item, wherever the reader is', () => {
    expect(daysRemaining('2026-03-02', 'Pacific/Kiritimati', noon)).toBe(0)
    expect(daysRemaining('2026-03-02', 'Pacific/Pago_Pago', noon)).toBe(1)
    expect(daysRemaining('2026-03-02', 'Pacific/Pago_Pago', noon.subtract({ hours: 2 }))).toBe(2)
  })

  const instants = fc
    .integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2029, 0, 1) })
    .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms))
  const days = fc
    .integer({ min: 0, max: 2000 })
    .map((n) => Temporal.PlainDate.from('2024-01-01').add({ days: n }))

  test('[ENT-09] negative exactly when the rights have ended, over leap days and changes of the clock', () => {
    fc.assert(
      fc.property(instants, days, fc.constantFrom(...ZONES), (now, day, zone) => {
        expect(daysRemaining(day.toString(), zone, now) < 0).toBe(isExpired(day.toString(), zone, now))
      }),
    )
  })

  const items = fc.array(fc.record({ day: days, zone: fc.constantFrom(...ZONES) }), { maxLength: 60 })

  test('[ENT-09] the window of last days holds the very page that ordering all rows by days gives', () => {
    fc.assert(
      fc.property(
        items,
        instants,
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        fc.nat({ max: 59 }),
        (drawn, now, limit, descending, start) => {
          const sign = descending ? -1 : 1
          const rows = drawn.map(({ day, zone }, id) => {
            return { id, last: day.toString(), days: daysRemaining(day.toString(), zone, now) }
          })
          const ordered = rows.toSorted((a, b) => sign * (a.days - b.days || a.id - b.id))
          const at = start < ordered.length ? start : -1
          const mark = ordered[at]
          const behind = windowBehind(mark && markOf(mark), now, descending)
          const walked = rows
            .filter(({ last }) => isWithin(last, behind.walk))
            .toSorted((a, b) => sign * (a.last < b.last ? -1 : a.last > b.last ? 1 : a.id - b.id))
          const filling = walked.length > limit + 1 ? (walked[limit]?.last ?? null) : null
          const window = windowOf(behind.page, filling, descending)

          const found = ordered.slice(at + 1).filter(({ last }) => isWithin(last, window))

          expect(found.slice(0, limit + 1)).toEqual(ordered.slice(at + 1).slice(0, limit + 1))
        },
      ),
      { numRuns: 500 },
    )
  })

  test('[ENT-09] a mark that is none leaves the window open', () => {
    for (const mark of [
      '',
      'x',
      Buffer.from('[1]').toString('base64url'),
      Buffer.from('{}').toString('base64url'),
    ])
      expect(windowBehind(mark, noon, false)).toEqual({ walk: {}, page: {} })
  })
})

describe('wildcards', () => {
  test('[ENT-09] an asterisk stands for one or more characters, all other signs for themselves', () => {
    expect(wildcardPattern('CAD*')).toBe('CAD_%')
    expect(wildcardPattern('*mill*')).toBe('_%mill_%')
    expect(wildcardPattern('100%_a\\b')).toBe('100\\%\\_a\\\\b')
    expect(wildcardPattern('plain')).toBe('plain')
  })
})

function markOf(row: { readonly days: number; readonly id: number }): string {
  return Buffer.from(JSON.stringify(['daysRemaining', String(row.days), String(row.id)])).toString(
    'base64url',
  )
}

function isWithin(last: string, { from, to }: { readonly from?: string; readonly to?: string }): boolean {
  return (from === undefined || last >= from) && (to === undefined || last <= to)
}
