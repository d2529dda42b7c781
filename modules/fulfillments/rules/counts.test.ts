import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  copiesAvailable,
  copiesMax,
  copiesRefusal,
  copiesTakenBy,
  extraActivationsAvailable,
  figuresOf,
  overdraftLeft,
  overdraftRefusal,
  readCount,
} from './counts.ts'
import type { HostCounts, LineItemCounts } from './counts.ts'
import { licenseKindOf, licenseKinds } from '@tallystick/catalog/rules/license-kinds.ts'
import type { LicenseKind } from '@tallystick/catalog/rules/license-kinds.ts'

const counts: LineItemCounts = {
  copiesTotal: 10,
  copiesTaken: 7,
  extraActivationsMax: 2,
  overdraftMax: 5,
  overdraftUsed: 1,
}

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

describe('figures of a line item', () => {
  test('[ACT-05] available, extra, remaining and overdraft are told apart', () => {
    expect(figuresOf(counts)).toMatchObject({
      copiesAvailable: 3,
      extraActivationsUsed: 0,
      extraActivationsAvailable: 2,
      copiesRemaining: 5,
      overdraftLeft: 4,
    })
  })

  test('[ACT-05] copies taken beyond the total are extra activations', () => {
    expect(figuresOf({ ...counts, copiesTaken: 11 })).toMatchObject({
      copiesAvailable: 0,
      extraActivationsUsed: 1,
      extraActivationsAvailable: 1,
      copiesRemaining: 1,
    })
  })

  test('[ACT-05] copies pending for other hosts are no longer available', () => {
    expect(copiesAvailable(counts, 2)).toBe(1)
    expect(copiesAvailable(counts, 4)).toBe(0)
    expect(extraActivationsAvailable(counts, 4)).toBe(1)
    expect(overdraftLeft(counts, 4)).toBe(0)
  })

  test('[ACT-05] a refusal carries the figures', () => {
    expect(copiesRefusal(counts, 5)).toBeNull()
    expect(copiesRefusal(counts, 6)).toEqual({
      refused: true,
      code: 'insufficient-copies',
      data: { total: 10, taken: 7, available: 3, extraActivations: 2, requested: 6 },
    })
    expect(overdraftRefusal(counts, 4)).toBeNull()
    expect(overdraftRefusal(counts, 5)).toMatchObject({
      code: 'overdraft-exceeded',
      data: { maximum: 5, used: 1, left: 4, requested: 5 },
    })
  })

  test('[ACT-05] negative stored figures are an error of ours, not a refusal', () => {
    expect(() => figuresOf({ ...counts, copiesTaken: -1 })).toThrow(/copiesTaken/)
  })

  test('[ACT-05] taking what remains leaves nothing, and one more is always refused', () => {
    const count = fc.nat(copiesMax)
    fc.assert(
      fc.property(count, count, count, (copiesTotal, copiesTaken, extraActivationsMax) => {
        const before = { ...counts, copiesTotal, copiesTaken, extraActivationsMax }
        const { copiesRemaining } = figuresOf(before)
        expect(copiesRefusal(before, copiesRemaining)).toBeNull()
        expect(copiesRefusal(before, copiesRemaining + 1)).not.toBeNull()
        expect(figuresOf({ ...before, copiesTaken: copiesTaken + copiesRemaining }).copiesRemaining).toBe(0)
      }),
    )
  })
})
