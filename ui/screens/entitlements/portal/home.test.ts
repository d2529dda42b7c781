import { describe, expect, test } from 'vitest'
import { dayFromNow } from './expiry.ts'
import { ownedByProduct } from './owned.ts'

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

  test('[ENT-01] the reminder looks at whole calendar days', () => {
    expect(dayFromNow(90, Temporal.PlainDate.from('2026-11-22'))).toBe('2027-02-20')
  })
})
