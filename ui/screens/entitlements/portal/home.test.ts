import { describe, expect, test } from 'vitest'
import { leftText, ownedByProduct } from './owned.ts'

describe('the front page of a customer', () => {
  test('[ENT-01] copies of one product are added up over its line items, largest first', () => {
    const row = (product: string, total: number, fulfilledAmount: number) => ({
      product,
      total,
      fulfilledAmount,
    })

    expect(ownedByProduct([row('Lathe 5.0', 2, 1), row('Mill 5.0', 4, 0), row('Lathe 5.0', 3, 3)])).toEqual([
      { product: 'Lathe 5.0', used: 4, total: 5 },
      { product: 'Mill 5.0', used: 0, total: 4 },
    ])
  })

  test('[ACT-07] an upgrade whose copies are still in earlier licenses is not shown as empty', () => {
    const row = { change: null, available: 1, total: 4, fulfilledAmount: 3 }

    expect(leftText(row)).toBe('1 copy of 4 left')
    expect(leftText({ change: 'upgrade', available: 0, total: 9, fulfilledAmount: 2 })).toBe(
      '7 copies of 9 left, to replace earlier licenses',
    )
    expect(leftText({ change: 'renewal', available: 5, total: 5, fulfilledAmount: 0 })).toBe(
      '5 copies of 5 left',
    )
  })
})
