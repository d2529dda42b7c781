import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ownCopies, type LineItemCounts } from '../model.ts'
import { afterChange, takeNew, takeReplacing, withSources, type ChainLink } from './copies-ledger.ts'
import { exactCount } from './exact-count.ts'
import { copiesAvailable } from './figures.ts'

const plain = (more: Partial<LineItemCounts>): LineItemCounts => ({
  ...ownCopies,
  copiesTotal: 0,
  copiesTaken: 0,
  extraActivationsMax: 0,
  overdraftMax: 0,
  overdraftTaken: 0,
  ...more,
})
const replacing = (more: Partial<LineItemCounts>) => plain({ copiesBrought: 0, ...more })
const chainOf = (...counts: readonly LineItemCounts[]): readonly ChainLink[] =>
  withSources(counts.map((one, at) => ({ id: String(at), counts: one })))

describe('exact count', () => {
  test('[ACT-07] of a line item that replaces none is what is available', () => {
    const chain = chainOf(plain({ copiesTotal: 10, copiesTaken: 4, extraActivationsMax: 2 }))
    expect(exactCount(chain, 0)).toEqual({
      unfulfilled: 6,
      asNew: 6,
      byReplacing: 0,
      exact: 6,
      extraActivations: 2,
    })
  })

  test('[ACT-07] of an upgrade adds what is free in its parent to what is in licenses there, up to its own total', () => {
    const parent = plain({ copiesTotal: 10, copiesTaken: 7 })
    const over = chainOf(replacing({ copiesTotal: 50 }), parent)
    expect(exactCount(over, 7)).toMatchObject({ unfulfilled: 50, asNew: 3, byReplacing: 7, exact: 10 })
    const part = chainOf(replacing({ copiesTotal: 4 }), parent)
    expect(exactCount(part, 7)).toMatchObject({ unfulfilled: 4, asNew: 3, byReplacing: 4, exact: 4 })
  })

  // Whoever replaces all licenses and then activates until nothing is left has fulfilled exactly so many.
  test('[ACT-07] is what can be fulfilled when everything is done, whatever happened before', () => {
    const figures = fc.record({
      parentTotal: fc.integer({ min: 1, max: 30 }),
      total: fc.integer({ min: 1, max: 40 }),
      acts: fc.array(fc.tuple(fc.constantFrom('parent', 'new', 'replace'), fc.integer({ min: 1, max: 9 }))),
    })
    fc.assert(
      fc.property(figures, ({ parentTotal, total, acts }) => {
        let chain = chainOf(replacing({ copiesTotal: total }), plain({ copiesTotal: parentTotal }))
        for (const [act, copies] of acts) chain = done(chain, act, copies)
        const { exact } = exactCount(chain, countsOf(chain, 1).copiesTaken)
        const before = countsOf(chain, 0).copiesTaken

        const replaced = done(chain, 'replace', countsOf(chain, 1).copiesTaken)
        const full = done(replaced, 'new', copiesAvailable(countsOf(replaced, 0)))

        expect(countsOf(full, 0).copiesTaken - before).toBe(exact)
      }),
    )
  })
})

const countsOf = (chain: readonly ChainLink[], at: number) => (chain[at] as ChainLink).counts

/** One act as far as it is possible. */
function done(chain: readonly ChainLink[], act: string, copies: number): readonly ChainLink[] {
  const [self, parent] = chain as [ChainLink, ChainLink]
  const left = self.counts.copiesTotal - self.counts.copiesTaken - self.counts.copiesMoved
  if (act === 'parent') {
    const use = { copies: Math.min(copies, copiesAvailable(parent.counts)), overdraft: 0 }
    return withSources(afterChange(chain, takeNew([parent], use)))
  }
  if (act === 'new') {
    const use = { copies: Math.min(copies, copiesAvailable(self.counts)), overdraft: 0 }
    return withSources(afterChange(chain, takeNew(chain, use)))
  }
  const replaced = {
    lineItemId: parent.id,
    copies: Math.min(copies, left, parent.counts.copiesTaken),
    overdraft: 0,
  }
  return withSources(afterChange(chain, takeReplacing(self, [replaced], 0)))
}
