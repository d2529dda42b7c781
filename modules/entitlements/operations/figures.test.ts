import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { person } from '@tallystick/kernel/testing/pipeline.ts'
import { takeCopies } from '../store/copies.ts'
import { buildCast, inside, type Cast, type Sold } from '../testing/cast.ts'
import type { getSalesFigures } from './get-sales-figures.contract.ts'

type Figures = z.output<typeof getSalesFigures.output>

let cast: Cast
const sell = (entitlementId: string, lineItem: object, more: object = {}) =>
  cast.house.run('create-entitlement', {
    entitlementId,
    soldTo: 'SAWMILL',
    autoDeploy: true,
    lineItems: [
      {
        products: [{ product: 'CAD@1' }],
        licenseModel: 'Floating',
        term: { kind: 'permanent' },
        ...lineItem,
      },
    ],
    ...more,
  }) as Promise<Sold>
const until = (expiresOn: string, copies: number) => ({
  term: { kind: 'date', expiresOn },
  startsOn: '2025-01-01',
  copies,
})
const figures = () => cast.house.run('get-sales-figures', {}) as Promise<Figures>

beforeAll(async () => {
  cast = await buildCast()
})
afterAll(() => cast.house.close())

describe('get-sales-figures', () => {
  test('[PRD-08] counts line items and copies in the month of their last day, from today on', async () => {
    await sell('ENDS-TODAY', until('2026-03-01', 5))
    await sell('ENDS-LAST-DAY', until('2026-03-31', 7))
    await sell('ENDS-NEXT', until('2026-04-01', 11))
    await sell('ENDS-IN-A-YEAR', until('2027-02-28', 13))
    await sell('ENDED', until('2026-02-28', 17))
    await sell('ENDS-TOO-LATE', until('2027-03-01', 19))
    await sell('ENDS-AS-DRAFT', until('2026-03-15', 23), { autoDeploy: false })
    const { endingByMonth, endingSoon } = await figures()
    expect(endingByMonth).toHaveLength(12)
    expect(endingByMonth[0]).toEqual({ from: '2026-03-01', to: '2026-03-31', lineItems: 2, copies: 12 })
    expect(endingByMonth[1]).toEqual({ from: '2026-04-01', to: '2026-04-30', lineItems: 1, copies: 11 })
    expect(endingByMonth[11]).toEqual({ from: '2027-02-01', to: '2027-02-28', lineItems: 1, copies: 13 })
    expect(endingSoon).toEqual({ from: '2026-03-01', to: '2026-03-31', lineItems: 2, copies: 12 })
  })

  test('[PRD-08] counts a line item as used up with its last copy, unless it has ended', async () => {
    const before = (await figures()).usedUp.count
    const sold = await sell('NEARLY', { copies: 2 })
    const ended = await sell('USED-AND-ENDED', until('2026-02-28', 1))
    const take = (one: Sold, copies: number) =>
      inside(cast, (ctx) => takeCopies(ctx, [{ lineItemId: one.lineItems[0].id, copies, overdraft: 0 }]))
    await take(sold, 1)
    await take(ended, 1)
    expect((await figures()).usedUp).toEqual({ count: before, isExact: true })
    await take(sold, 1)
    expect((await figures()).usedUp).toEqual({ count: before + 1, isExact: true })
  })

  test('[PRD-08] counts entitlements by state, also those states that nothing is in', async () => {
    const { entitlementsByState } = await figures()
    const counts = Object.fromEntries(entitlementsByState.map(({ state, count }) => [state, count]))
    const { rows } = await cast.house.owner.query<{ state: string; count: string }>(
      'SELECT state, count(*) FROM entitlement WHERE tenant_id = $1 GROUP BY state',
      [cast.house.tenantId],
    )
    for (const row of rows) expect(counts[row.state]).toBe(Number(row.count))
    expect(counts).toMatchObject({ draft: 1, obsolete: 0, 'on-hold': 0 })
  })

  test('[PRD-08] [USR-05] counts only what its reader may see', async () => {
    const reader = person(cast.house.tenantId, {
      permissions: ['dashboard.view'],
      own: [cast.accounts.planing],
    })
    const seen = (await cast.house.as(reader, 'get-sales-figures', {})) as Figures
    expect(seen.endingByMonth.every(({ lineItems }) => lineItems === 0)).toBe(true)
    expect(seen.usedUp.count).toBe(0)
    expect(seen.entitlementsByState.every(({ count }) => count === 0)).toBe(true)
  })
})
