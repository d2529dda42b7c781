import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ownCopies, type LineItemCounts } from '../model.ts'
import { afterChange, takeNew, takeReplacing, withSources, type ChainLink } from './copies-ledger.ts'
import { copiesAvailable, copiesRemaining, copiesUnfulfilled } from './figures.ts'

const own = (copiesTotal: number, copiesTaken = 0, more: Partial<LineItemCounts> = {}): LineItemCounts => ({
  ...ownCopies,
  copiesTotal,
  copiesTaken,
  extraActivationsMax: 0,
  overdraftMax: 0,
  overdraftTaken: 0,
  ...more,
})
const chainOf = (...counts: LineItemCounts[]) =>
  withSources(counts.map((one, at) => ({ id: `L${at}`, counts: one })))
const figures = (chain: readonly ChainLink[]) =>
  chain.map(({ counts }) => [counts.copiesTaken, counts.copiesMoved, counts.copiesBrought])

describe('copies of line items that replace one another', () => {
  test('[ACT-06] a new activation of an upgrade uses copies that are free in its parent', () => {
    const chain = chainOf(own(5, 0, { copiesBrought: 0 }), own(10, 7))

    expect(copiesAvailable((chain[0] as ChainLink).counts)).toBe(3)
    const after = withSources(afterChange(chain, takeNew(chain, { copies: 2, overdraft: 0 })))

    expect(figures(after)).toEqual([
      [2, 0, 2],
      [7, 2, null],
    ])
    expect(after.map(({ counts }) => copiesAvailable(counts))).toEqual([1, 1])
  })

  test('[ACT-06] what the parent itself has to bring is drawn from behind it', () => {
    const chain = chainOf(own(9, 0, { copiesBrought: 0 }), own(9, 1, { copiesBrought: 2 }), own(9, 3))

    expect(copiesAvailable((chain[0] as ChainLink).counts)).toBe(7)
    const after = afterChange(chain, takeNew(chain, { copies: 4, overdraft: 0 }))

    expect(figures(after)).toEqual([
      [4, 0, 4],
      [1, 4, 5],
      [3, 3, null],
    ])
  })

  test('[ACT-07] licenses of a parent that are replaced leave it for good', () => {
    const [child, parent] = chainOf(own(4, 0, { copiesBrought: 0 }), own(6, 6)) as [ChainLink, ChainLink]

    expect(copiesAvailable(child.counts)).toBe(0)
    expect(copiesUnfulfilled(child.counts)).toBe(4)
    const replaced = [{ lineItemId: parent.id, copies: 4, overdraft: 0 }]
    const after = withSources(afterChange([child, parent], takeReplacing(child, replaced, 0)))

    expect(figures(after)).toEqual([
      [4, 0, 4],
      [2, 4, null],
    ])
    expect(copiesAvailable((after[1] as ChainLink).counts)).toBe(0)
  })

  test('[LIFE-05] after a return the own copies are used again, and those of the parent become free', () => {
    const [child, parent] = chainOf(own(4, 2, { copiesBrought: 4 }), own(6, 2, { copiesMoved: 4 })) as [
      ChainLink,
      ChainLink,
    ]

    const replaced = [{ lineItemId: parent.id, copies: 2, overdraft: 0 }]
    const after = withSources(afterChange([child, parent], takeReplacing(child, replaced, 0)))

    expect(figures(after)).toEqual([
      [4, 0, 4],
      [0, 4, null],
    ])
    expect(copiesAvailable((after[1] as ChainLink).counts)).toBe(2)
  })

  // A model beside the ledger: whatever is activated, returned and upgraded, nobody has more than the oldest sold.
  test('[ACT-06] [BEY-01] copies of a chain are conserved by any sequence of acts', () => {
    const act = fc.record({
      kind: fc.constantFrom('new', 'return', 'replace'),
      at: fc.nat(2),
      from: fc.nat(2),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(
        fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)),
        fc.nat(3),
        fc.array(act),
        (totals, extra, acts) => {
          let chain = chainOf(
            own(totals[0], 0, { copiesBrought: 0, extraActivationsMax: extra }),
            own(totals[1], 0, { copiesBrought: 0 }),
            own(totals[2]),
          )
          for (const { kind, at, from, share } of acts) {
            const target = chain[at] as ChainLink
            const source = chain[from] as ChainLink
            if (kind === 'new') {
              const copies = Math.floor(copiesRemaining(target.counts) * share)
              chain = withSources(afterChange(chain, takeNew(chain.slice(at), { copies, overdraft: 0 })))
            } else if (kind === 'return') {
              const taken = -Math.floor(target.counts.copiesTaken * share)
              const delta = { lineItemId: target.id, taken, moved: 0, brought: 0, overdraft: 0 }
              chain = withSources(afterChange(chain, [delta]))
            } else if (from > at) {
              const most = Math.min(source.counts.copiesTaken, copiesUnfulfilled(target.counts))
              const replaced = [{ lineItemId: source.id, copies: Math.floor(most * share), overdraft: 0 }]
              chain = withSources(afterChange(chain, takeReplacing(target, replaced, 0)))
            }
            expectSound(chain, extra)
          }
        },
      ),
    )
  })
})

function expectSound(chain: readonly ChainLink[], extra: number): void {
  const oldest = chain.at(-1) as ChainLink
  let active = 0
  for (const { counts } of chain) {
    const { copiesTotal, copiesTaken, copiesMoved, copiesBrought, extraActivationsMax } = counts
    expect(Math.min(copiesTaken, copiesMoved, copiesBrought ?? 0)).toBeGreaterThanOrEqual(0)
    expect(copiesTaken + copiesMoved).toBeLessThanOrEqual(copiesTotal + extraActivationsMax)
    if (copiesBrought !== null) {
      expect(copiesBrought).toBeLessThanOrEqual(copiesTotal)
      expect(copiesTaken + copiesMoved).toBeLessThanOrEqual(copiesBrought + extraActivationsMax)
    }
    active += copiesTaken
  }
  expect(active).toBeLessThanOrEqual(oldest.counts.copiesTotal + extra)
}
