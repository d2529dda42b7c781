import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ownCopies, type LineItemCounts } from '../model.ts'
import { afterChange, takeNew, withSources, type ChainLink } from './copies-ledger.ts'
import { copiesAvailable, copiesRefusal } from './figures.ts'
import { differingFields, isSimilar, type MatchedFields } from './matching.ts'
import { bothSides, maintenanceShare, planMoveOfFree, resized, shareOfActive } from './split.ts'

const counts = (copiesTotal: number, more: Partial<LineItemCounts> = {}): LineItemCounts => ({
  copiesTotal,
  copiesTaken: 0,
  ...ownCopies,
  extraActivationsMax: 0,
  overdraftMax: 0,
  overdraftTaken: 0,
  ...more,
})
const alone = (one: LineItemCounts): readonly ChainLink[] => [{ id: 'a', counts: one }]

describe('copies that leave a line item', () => {
  test('[ENT-04] active copies never go: the refusal tells what is free', () => {
    expect(planMoveOfFree(alone(counts(10, { copiesTaken: 7 })), 4)).toMatchObject({
      code: 'amount-not-available',
      data: { requested: 4, available: 3, total: 10, taken: 7 },
    })
  })

  test('[ENT-04] extra activations and overdraft go along in proportion, and all of them with the last copies', () => {
    const some = counts(10, { extraActivationsMax: 3, overdraftMax: 5 })
    expect(planMoveOfFree(alone(some), 4)).toMatchObject({
      share: { total: 4, taken: 0, extraActivations: 1, overdraftMax: 2, overdraftTaken: 0 },
    })
    expect(planMoveOfFree(alone(some), 10)).toMatchObject({ share: { extraActivations: 3, overdraftMax: 5 } })
  })

  test('[ENT-04] a replacing line item draws what it has not yet, and no more', () => {
    const chain = withSources([
      { id: 'child', counts: counts(10, { copiesBrought: 3, copiesTaken: 1 }) },
      { id: 'parent', counts: counts(8, { copiesTaken: 2, copiesMoved: 3 }) },
    ])
    expect(planMoveOfFree(chain, 4)).toEqual({
      share: { total: 4, taken: 0, extraActivations: 0, overdraftMax: 0, overdraftTaken: 0 },
      draws: [
        { lineItemId: 'child', taken: 0, moved: 0, brought: 2, overdraft: 0 },
        { lineItemId: 'parent', taken: 0, moved: 2, brought: 0, overdraft: 0 },
      ],
    })
    expect(planMoveOfFree(chain, 6)).toMatchObject({ data: { available: 5, requested: 6 } })
  })

  test('[LIFE-07] active copies go with their licenses, extra activations as extra activations', () => {
    const full = counts(10, { copiesTaken: 12, extraActivationsMax: 3, overdraftMax: 4, overdraftTaken: 2 })
    expect(shareOfActive(full, { copies: 11, overdraft: 1 })).toEqual({
      total: 10,
      taken: 11,
      extraActivations: 1,
      overdraftMax: 1,
      overdraftTaken: 1,
    })
  })

  test('[ENT-04] maintenance goes along copy by copy where it has as many, else in proportion', () => {
    expect(maintenanceShare({ copiesTotal: 10 }, { copiesTotal: 10 }, 4)).toBe(4)
    expect(maintenanceShare({ copiesTotal: 25 }, { copiesTotal: 10 }, 4)).toBe(4)
    expect(maintenanceShare({ copiesTotal: 5 }, { copiesTotal: 10 }, 4)).toBe(2)
    expect(maintenanceShare({ copiesTotal: 1 }, { copiesTotal: 10 }, 9)).toBe(0)
  })
})

/** A lineage: a parent and what replaces it, and the line items of others that came out of either. */
interface Lineage {
  readonly items: readonly ChainLink[]
}
type Act =
  | { readonly kind: 'activate'; readonly at: number; readonly copies: number }
  | { readonly kind: 'return'; readonly at: number; readonly copies: number }
  | { readonly kind: 'move'; readonly at: number; readonly copies: number; readonly to: number }

const acts = fc.array(
  fc.record({
    kind: fc.constantFrom('activate' as const, 'return' as const, 'move' as const),
    at: fc.nat(7),
    copies: fc.integer({ min: 1, max: 6 }),
    to: fc.nat(7),
  }),
  { maxLength: 60 },
)

describe('a lineage of line items', () => {
  test('[ENT-04] [ENT-06] never has more copies in use than were sold, whatever is split, pooled and moved', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 15 }),
        fc.nat(3),
        acts,
        (sold, replacing, extra, list) => {
          let lineage: Lineage = {
            items: [
              { id: 'child', counts: counts(replacing, { copiesBrought: 0 }) },
              { id: 'parent', counts: counts(sold, { extraActivationsMax: extra }) },
            ],
          }
          for (const act of list) lineage = done(lineage, act as Act)
          const items = lineage.items.map(({ counts: one }) => one)
          const sum = (pick: (one: LineItemCounts) => number) =>
            items.reduce((total, one) => total + pick(one), 0)
          expect(sum(({ copiesTotal }) => copiesTotal)).toBe(sold + replacing)
          expect(sum(({ extraActivationsMax }) => extraActivationsMax)).toBe(extra)
          expect(sum(({ copiesTaken }) => copiesTaken)).toBeLessThanOrEqual(sold + extra)
          for (const one of items) {
            expect(
              Math.min(one.copiesTotal, one.copiesTaken, one.copiesMoved, one.extraActivationsMax),
            ).toBeGreaterThanOrEqual(0)
            const usable = one.copiesBrought ?? one.copiesTotal
            expect(usable).toBeLessThanOrEqual(one.copiesTotal)
            expect(usable).toBeGreaterThanOrEqual(0)
            expect(one.copiesTaken + one.copiesMoved).toBeLessThanOrEqual(usable + one.extraActivationsMax)
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})

/** Child and parent stand first; every other line item came out of one of them and replaces nothing. */
function chainOf(items: readonly ChainLink[], at: number): readonly ChainLink[] {
  return at === 0 ? withSources(items.slice(0, 2)) : [items[at] as ChainLink]
}

function done({ items }: Lineage, act: Act): Lineage {
  const at = act.at % items.length
  const self = items[at] as ChainLink
  const chain = chainOf(items, at)
  if (act.kind === 'return') {
    const back = Math.min(act.copies, self.counts.copiesTaken)
    return {
      items: afterChange(items, [{ lineItemId: self.id, taken: -back, moved: 0, brought: 0, overdraft: 0 }]),
    }
  }
  if (act.kind === 'activate') {
    if (copiesRefusal((chain[0] as ChainLink).counts, act.copies)) return { items }
    return { items: afterChange(items, takeNew(chain, { copies: act.copies, overdraft: 0 })) }
  }
  const plan = planMoveOfFree(chain, act.copies)
  if (isRefusal(plan)) {
    expect(act.copies).toBeGreaterThan(copiesAvailable((chain[0] as ChainLink).counts))
    return { items }
  }
  const target = act.to < items.length && act.to >= 2 && act.to !== at ? (items[act.to] as ChainLink) : null
  const toId = target?.id ?? `new-${items.length}`
  const there = target ? items : [...items, { id: toId, counts: counts(0) }]
  const changes = bothSides(self.id, toId, plan.share)
  return {
    items: afterChange(there, plan.draws).map(({ id, counts: one }) => {
      const change = changes.find(({ lineItemId }) => lineItemId === id)
      return { id, counts: change ? resized(one, change) : one }
    }),
  }
}

describe('line items alike', () => {
  const one: MatchedFields = {
    kind: 'licensed',
    state: 'deployed',
    products: [
      { productId: 'p', quantity: 1 },
      { productId: 'q', quantity: 2 },
    ],
    licenseModelId: 'm',
    term: { kind: 'date', expiresOn: '2027-01-31' },
    startOption: 'specify-now',
    startsOn: '2026-02-01',
    timeZone: null,
    versionDateOption: null,
    versionDate: null,
    versionDuration: null,
    attributes: { borrowing: 5, overdraft: { copies: 2 } },
    policies: {},
    changeKind: null,
  }

  test('[ENT-04] the order of products and of attributes does not matter', () => {
    const other = {
      ...one,
      products: one.products.toReversed(),
      attributes: { overdraft: { copies: 2 }, borrowing: 5 },
    }
    expect(isSimilar(one, other)).toBe(true)
  })

  test.each([
    ['products', { products: [{ productId: 'p', quantity: 2 }] }],
    ['licenseModelId', { licenseModelId: 'n' }],
    ['term', { term: { kind: 'permanent' } }],
    ['startsOn', { startsOn: '2026-02-02' }],
    ['versionDateOption', { versionDateOption: 'use-start-date' }],
    ['state', { state: 'inactive' }],
    ['policies', { policies: { returns: { count: 1 } } }],
    ['attributes', { attributes: { borrowing: 6, overdraft: { copies: 2 } } }],
    ['changeKind', { changeKind: 'renewal' }],
  ] as const)('[ENT-04] another %s is another right', (field, more) => {
    expect(differingFields(one, { ...one, ...more } as MatchedFields)).toEqual([field])
  })
})
