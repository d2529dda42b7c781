import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { policyFigures, supportPolicyRefusal } from './support-policy.ts'

const at = (text: string) => Temporal.Instant.from(text)

describe('policies on support acts', () => {
  test('[LIFE-06] a use counts for one period of the calendar: from 31 January until 28 February', () => {
    const limit = { count: 1, period: { amount: 1, unit: 'months' } } as const
    const uses = [at('2026-01-31T10:00:00Z')]

    expect(policyFigures(limit, uses, at('2026-02-28T09:59:59Z'))).toMatchObject({ uses: 1, left: 0 })
    expect(policyFigures(limit, uses, at('2026-02-28T10:00:00Z'))).toMatchObject({ uses: 0, left: 1 })
  })

  test('[LIFE-06] without a period it never opens again, nor does a limit of nothing', () => {
    const now = at('2026-06-01T00:00:00Z')

    expect(supportPolicyRefusal('repairs', { count: 1, period: null }, [now], now)).toMatchObject({
      data: { policy: 'repairs', opensAt: null, opens: 'It does not open again.' },
    })
    expect(
      supportPolicyRefusal('rehosts', { count: 0, period: { amount: 1, unit: 'days' } }, [], now),
    ).toMatchObject({ data: { limit: 0, uses: 0, opensAt: null } })
  })

  test('[LIFE-06] [BEY-03] the instant that a refusal names is the first at which the act is possible', () => {
    const start = at('2026-01-01T00:00:00Z').epochMilliseconds
    const hour = 3_600_000
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('days', 'weeks', 'months'),
        fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 12 }),
        (count, amount, unit, hours) => {
          const uses = hours
            .toSorted((a, b) => b - a)
            .map((one) => Temporal.Instant.fromEpochMilliseconds(start + one * hour))
          const now = Temporal.Instant.fromEpochMilliseconds(start + 5001 * hour)
          const limit = { count, period: { amount, unit } } as const
          const refusal = supportPolicyRefusal('returns', limit, uses, now)
          if (refusal === null) return
          const opensAt = at(String(refusal.data['opensAt']))
          const before = opensAt.subtract({ nanoseconds: 1 })
          expect(supportPolicyRefusal('returns', limit, uses, opensAt)).toBeNull()
          expect(supportPolicyRefusal('returns', limit, uses, before)).not.toBeNull()
        },
      ),
    )
  })
})
