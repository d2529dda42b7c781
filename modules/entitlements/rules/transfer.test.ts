import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ownCopies, type LineItemCounts } from '../model.ts'
import { withSources, type ChainLink } from './copies-ledger.ts'
import { copiesAvailable } from './figures.ts'
import { keeperOf, partiesOfSplit } from './move-facts.ts'
import { decisionRefusal, inUseRefusal, planWholeTransfer, restoredState } from './transfer.ts'

const counts = (copiesTotal: number, more: Partial<LineItemCounts> = {}): LineItemCounts => ({
  copiesTotal,
  copiesTaken: 0,
  ...ownCopies,
  extraActivationsMax: 0,
  overdraftMax: 0,
  overdraftTaken: 0,
  ...more,
})

describe('an entitlement that goes as a whole', () => {
  test('[ENT-06] has as many copies to activate in the end as before, over renewals of renewals', () => {
    const size = fc.integer({ min: 1, max: 9 })
    fc.assert(
      fc.property(size, size, size, fc.nat(9), fc.nat(9), (a, b, c, toB, toC) => {
        const movedA = Math.min(toB, a, b)
        const movedB = Math.min(toC, movedA, c)
        const links: readonly ChainLink[] = withSources([
          { id: 'c', counts: counts(c, { copiesBrought: movedB }) },
          { id: 'b', counts: counts(b, { copiesBrought: movedA, copiesMoved: movedB }) },
          { id: 'a', counts: counts(a, { copiesMoved: movedA }) },
        ])
        const items = links.map(({ id }, at) => ({
          id,
          parentId: links[at + 1]?.id ?? null,
          chain: links.slice(at),
        }))

        const plans = planWholeTransfer(items)

        const after = withSources(
          links.flatMap(({ id }, at) => {
            const plan = plans[at]
            const brought = plan?.behind ? plan.behind.brought : null
            return plan ? [{ id, counts: counts(plan.share.total, { copiesBrought: brought }) }] : []
          }),
        )
        const available = (list: readonly ChainLink[], id: string) => {
          const one = list.find((link) => link.id === id)
          return one ? copiesAvailable(one.counts) : 0
        }
        // The oldest that is left may have lost its parent; the newest decides what can be activated.
        expect(available(after, 'c')).toBe(available(links, 'c'))
        const gone = plans.reduce((sum, plan) => sum + (plan?.share.total ?? 0), 0)
        expect(gone).toBeLessThanOrEqual(a + b + c - movedA - movedB)
      }),
      { numRuns: 300 },
    )
  })
})

describe('transfers', () => {
  test('[ENT-06] a second decision is refused with the first one', () => {
    const decided = { activationId: 'A-1', decidedBy: 'Ada', decidedAt: '2026-03-01T09:00:00Z' }
    expect(decisionRefusal({ ...decided, state: 'waiting' })).toBeNull()
    expect(decisionRefusal({ ...decided, state: 'rejected' })).toMatchObject({
      code: 'transfer-decided',
      data: { state: 'rejected', by: 'Ada' },
    })
  })

  test('[ENT-06] overdraft alone is use as well', () => {
    const one = { activationId: 'A-1', copiesTaken: 0, overdraftTaken: 0 }
    expect(inUseRefusal('E-1', [one])).toBeNull()
    expect(inUseRefusal('E-1', [one, { ...one, overdraftTaken: 1 }])).toMatchObject({
      code: 'entitlement-in-use',
    })
  })

  test('[ENT-06] an origin is never alive ahead of its entitlement', () => {
    const emptied = { copiesTotal: 0, stateBefore: 'deployed' } as const
    expect(restoredState(emptied, 'deployed')).toBe('deployed')
    expect(restoredState(emptied, 'inactive')).toBe('inactive')
    expect(restoredState(emptied, 'obsolete')).toBe('obsolete')
    expect(restoredState({ copiesTotal: 2, stateBefore: 'deployed' }, 'obsolete')).toBeNull()
  })
})

describe('parties of a split', () => {
  const party = (tier: 'distributor' | 'reseller' | 'end-customer', accountId: string, isOwner = false) => ({
    tier,
    accountId,
    contactUserId: null,
    isOwner,
  })

  test('[ENT-04] the chain before the target stays, the target owns', () => {
    const parties = [party('distributor', 'd', true)]
    const target = { tier: 'end-customer', accountId: 'c', contactUserId: 'u', kind: 'customer' } as const
    expect(partiesOfSplit(parties, target)).toEqual([
      party('distributor', 'd'),
      { ...party('end-customer', 'c', true), contactUserId: 'u' },
    ])
  })

  test('[ENT-05] keys are handed out by the owner, else by who is nearest to the user', () => {
    const parties = [party('distributor', 'd'), party('reseller', 'r')]
    expect(keeperOf(parties)?.accountId).toBe('r')
    expect(keeperOf([party('distributor', 'd', true), party('reseller', 'r')])?.accountId).toBe('d')
    expect(keeperOf([])).toBeNull()
  })
})
