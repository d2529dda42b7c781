import { ownCopies } from '@tallystick/entitlements/model.ts'
import {
  copiesAvailable,
  copiesRefusal,
  copiesRemaining,
  extraActivationsAvailable,
  overdraftLeft,
} from '@tallystick/entitlements/rules/figures.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { copiesMax, copiesTakenBy, countsWithPending, readCount } from './counts.ts'
import type { HostCounts } from './counts.ts'
import { licenseKindOf, licenseKinds } from '@tallystick/catalog/rules/license-kinds.ts'
import type { LicenseKind } from '@tallystick/catalog/rules/license-kinds.ts'

describe('what each kind asks for', () => {
  type Row = readonly [LicenseKind, boolean, boolean, boolean, 'server-host' | 'node-host']
  const rows: readonly Row[] = [
    ['nodelocked-counted', true, true, true, 'server-host'],
    ['nodelocked-uncounted', false, true, false, 'node-host'],
    ['floating-counted', true, false, true, 'server-host'],
    ['floating-uncounted', true, false, false, 'server-host'],
  ]
  test.each(rows)('[ACT-04] %s asks as Tables 2-2 and 2-4 say', (kind, server, node, count, per) => {
    expect(licenseKindOf(kind)).toMatchObject({
      asksServerHost: server,
      asksNodeHosts: node,
      asksCount: count,
      countsPer: per,
      mayOverdraw: count,
    })
  })

  test('[ACT-04] the four kinds are all there are', () => {
    expect(licenseKinds.map((facts) => facts.kind)).toEqual(rows.map(([kind]) => kind))
    expect(() => licenseKindOf('metered' as LicenseKind)).toThrow(TypeError)
  })
})

describe('copies that an activation takes', () => {
  const hosts: readonly HostCounts[] = [
    { nodeHosts: 3, fulfillCount: 4 },
    { nodeHosts: 2, fulfillCount: 1 },
  ]
  const rows: readonly (readonly [LicenseKind, number])[] = [
    ['nodelocked-uncounted', 5],
    ['nodelocked-counted', 5],
    ['floating-counted', 5],
    ['floating-uncounted', 2],
  ]
  test.each(rows)('[ACT-05] %s: %i of two hosts', (kind, taken) => {
    expect(copiesTakenBy(kind, hosts)).toBe(taken)
  })

  test('[ACT-05] node-locked hosts of a counted license cost nothing by themselves', () => {
    expect(copiesTakenBy('nodelocked-counted', [{ nodeHosts: 40, fulfillCount: 1 }])).toBe(1)
  })

  const wrong: readonly (readonly [unknown, string])[] = [
    [0, 'count-out-of-range'],
    [-1, 'count-out-of-range'],
    [copiesMax + 1, 'count-out-of-range'],
    [1e300, 'count-out-of-range'],
    [1.5, 'count-not-a-whole-number'],
    [Number.NaN, 'count-not-a-whole-number'],
    [Number.POSITIVE_INFINITY, 'count-not-a-whole-number'],
    ['7', 'count-not-a-whole-number'],
    [null, 'count-not-a-whole-number'],
    [{ count: 1 }, 'count-not-a-whole-number'],
  ]
  test.each(wrong)('[ACT-05] refuses the count %j', (value, code) => {
    expect(readCount(value, 'copies')).toMatchObject({ refused: true, code, data: { field: 'copies' } })
  })

  test('[ACT-05] counts that are fine alone may be too many together', () => {
    const many = [
      { nodeHosts: 0, fulfillCount: copiesMax },
      { nodeHosts: 0, fulfillCount: 1 },
    ]

    expect(readCount(copiesMax, 'copies')).toBe(copiesMax)
    expect(copiesTakenBy('floating-counted', many)).toMatchObject({ code: 'count-out-of-range' })
  })
})

describe('pending copies', () => {
  const counts = {
    ...ownCopies,
    copiesTotal: 10,
    copiesTaken: 7,
    extraActivationsMax: 2,
    overdraftMax: 5,
    overdraftTaken: 1,
  }

  test('[ACT-05] copies assigned to other hosts are no longer available', () => {
    const some = countsWithPending(counts, { copies: 2, overdraft: 1 })
    const more = countsWithPending(counts, { copies: 4, overdraft: 4 })

    expect([copiesAvailable(counts), extraActivationsAvailable(counts), overdraftLeft(counts)]).toEqual([
      3, 2, 4,
    ])
    expect([copiesAvailable(some), extraActivationsAvailable(some), overdraftLeft(some)]).toEqual([1, 2, 3])
    expect([copiesAvailable(more), extraActivationsAvailable(more), overdraftLeft(more)]).toEqual([0, 1, 0])
  })

  test('[ACT-05] taking what remains leaves nothing, and one more is always refused', () => {
    const count = fc.nat(copiesMax)
    fc.assert(
      fc.property(count, count, count, (copiesTotal, copiesTaken, extraActivationsMax) => {
        const before = { ...counts, copiesTotal, copiesTaken, extraActivationsMax }
        const copies = copiesRemaining(before)
        expect(copiesRefusal(before, copies)).toBeNull()
        expect(copiesRefusal(before, copies + 1)).not.toBeNull()
        expect(copiesRemaining(countsWithPending(before, { copies, overdraft: 0 }))).toBe(0)
      }),
    )
  })
})
