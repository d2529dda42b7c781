import type { DurationUnit } from '@tallystick/entitlements/model.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDuration, calendarDateAt } from './calendar.ts'
import { expirationOf } from './expiration.ts'
import { supportPolicyRefusal } from './support-policy.ts'

/** Forty zones: whole, half and quarter hours, both hemispheres, midnights that daylight saving leaves out. */
const ZONES = [
  ...[
    'UTC',
    'Europe/London',
    'Europe/Berlin',
    'Europe/Lisbon',
    'Europe/Moscow',
    'Europe/Istanbul',
    'Europe/Dublin',
  ],
  ...[
    'Africa/Cairo',
    'Africa/Casablanca',
    'Africa/Johannesburg',
    'Africa/Lagos',
    'Atlantic/Azores',
    'Asia/Beirut',
  ],
  ...[
    'Asia/Tehran',
    'Asia/Dubai',
    'Asia/Kabul',
    'Asia/Karachi',
    'Asia/Kolkata',
    'Asia/Kathmandu',
    'Asia/Yangon',
  ],
  ...[
    'Asia/Bangkok',
    'Asia/Shanghai',
    'Asia/Tokyo',
    'Asia/Pyongyang',
    'Australia/Eucla',
    'Australia/Adelaide',
  ],
  ...['Australia/Sydney', 'Australia/Lord_Howe', 'Pacific/Auckland', 'Pacific/Chatham', 'Pacific/Apia'],
  ...[
    'Pacific/Kiritimati',
    'Pacific/Honolulu',
    'Pacific/Marquesas',
    'America/Anchorage',
    'America/Los_Angeles',
  ],
  ...['America/New_York', 'America/St_Johns', 'America/Sao_Paulo', 'America/Havana'],
]
const SEED = Date.now() % 1_000_000
const runs = { seed: SEED, numRuns: 2000 }

const day = fc
  .integer({ min: 0, max: 36_524 })
  .map((days) => Temporal.PlainDate.from('2000-01-01').add({ days }).toString())
/** The days where calendars go wrong, as often as all others. */
const edge = fc.oneof(
  day,
  fc
    .tuple(
      fc.integer({ min: 2000, max: 2099 }),
      fc.constantFrom('01-31', '02-28', '02-29', '03-31', '04-30', '12-31'),
    )
    .map(([year, rest]) =>
      Temporal.PlainDate.from(`${year}-${rest === '02-29' ? '02-28' : rest}`).add({
        days: rest === '02-29' && new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1 ? 1 : 0,
      }),
    )
    .map(String),
)

describe(`dates, seed ${SEED}`, () => {
  test('[ACT-03] [BEY-01] a license ends at one instant, in 40 time zones, whoever looks from wherever', () => {
    expect(new Set(ZONES).size).toBe(40)
    const hours = fc.integer({ min: -60, max: 60 })
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        edge,
        hours,
        fc.constantFrom(...ZONES),
        (zone, expires, hour, viewer) => {
          const end = Temporal.PlainDate.from(expires)
            .add({ days: 1 })
            .toZonedDateTime({ timeZone: zone })
            .toInstant()
          for (const now of [end, end.subtract({ nanoseconds: 1 }), end.add({ minutes: hour * 24 + 1 })]) {
            const seen = now.toZonedDateTimeISO(viewer).toInstant()
            const isOver = calendarDateAt(seen, zone) > expires
            expect(isOver, `${expires} in ${zone} at ${now.toString()}`).toBe(
              Temporal.Instant.compare(now, end) >= 0,
            )
          }
        },
      ),
      runs,
    )
  })

  test('[ACT-03] a month or year later is the same day of the month or its last one, also from leap days', () => {
    fc.assert(
      fc.property(
        edge,
        fc.integer({ min: 1, max: 240 }),
        fc.constantFrom<DurationUnit>('months', 'years'),
        (start, amount, unit) => {
          const from = Temporal.PlainDate.from(start)
          const end = Temporal.PlainDate.from(addDuration(start, { amount, unit }) ?? '')
          const months = unit === 'years' ? amount * 12 : amount
          expect((end.year - from.year) * 12 + end.month - from.month).toBe(months)
          expect(end.day).toBe(Math.min(from.day, end.daysInMonth))
        },
      ),
      runs,
    )
  })

  test('[ACT-03] who starts later never ends earlier, and weeks are seven days in every time zone', () => {
    const unit = fc.constantFrom<DurationUnit>('days', 'weeks', 'months', 'years')
    fc.assert(
      fc.property(edge, edge, fc.integer({ min: 1, max: 100 }), unit, (one, other, amount, span) => {
        const [earlier = '', later = ''] = [one, other].toSorted()
        const endOf = (start: string) => {
          const end = expirationOf({ kind: 'duration', amount, unit: span }, start)
          return 'expires' in end ? (end.expires ?? '') : ''
        }
        expect(endOf(earlier) <= endOf(later)).toBe(true)
        expect(addDuration(one, { amount, unit: 'weeks' })).toBe(
          addDuration(one, { amount: amount * 7, unit: 'days' }),
        )
      }),
      runs,
    )
  })

  test('[LIFE-06] [BEY-03] a policy opens at the instant that its refusal says, by the calendar of UTC', () => {
    const period = fc.record({
      amount: fc.integer({ min: 1, max: 24 }),
      unit: fc.constantFrom<DurationUnit>('days', 'weeks', 'months', 'years'),
    })
    const minute = fc.integer({ min: 0, max: 1439 })
    fc.assert(
      fc.property(edge, minute, period, (date, minutes, span) => {
        const use = Temporal.Instant.from(`${date}T00:00:00Z`).add({ minutes })
        const limit = { count: 1, period: span }
        const refusal = supportPolicyRefusal('rehosts', limit, [use], use)
        const opensAt = Temporal.Instant.from(String(refusal?.data?.['opensAt']))
        const wanted = addDuration(date, span)
        expect(opensAt.toString().slice(0, 10)).toBe(wanted)
        expect(opensAt.toString().slice(11, 16)).toBe(use.toString().slice(11, 16))
        expect(
          supportPolicyRefusal('rehosts', limit, [use], opensAt.subtract({ nanoseconds: 1 })),
        ).not.toBeNull()
        expect(supportPolicyRefusal('rehosts', limit, [use], opensAt)).toBeNull()
      }),
      runs,
    )
  })
})
