import { sqlState, violatedConstraint } from '@tallystick/kernel/db/pool.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeCopies, changeCopiesPart, takeCopies } from '../store/copies.ts'
import { lockForActivation } from '../store/line-item-facts.ts'
import {
  buildCast,
  inside,
  portalUser,
  type Cast,
  type Sold,
  type SoldItem,
  type SoldRow,
} from '../testing/cast.ts'
import sql from 'sql-template-tag'

let cast: Cast
beforeAll(async () => {
  cast = await buildCast()
})
afterAll(() => cast.house.close())

const lineItem = async (more: object = {}): Promise<SoldRow> => {
  const made: Sold = await cast.house.run('create-entitlement', {
    soldTo: 'NORTHWIND',
    autoDeploy: true,
    lineItems: [
      { products: [{ product: 'CAD@1' }], licenseModel: 'Open', term: { kind: 'permanent' }, ...more },
    ],
  })
  return made.lineItems[0]
}
const take = (lineItemId: string, copies = 1, overdraft = 0) =>
  inside(cast, (ctx) => takeCopies(ctx, [{ lineItemId, copies, overdraft }]))
const delta = (lineItemId: string, taken: number, more: object = {}) => ({
  lineItemId,
  taken,
  moved: 0,
  brought: 0,
  overdraft: 0,
  ...more,
})
const row = async (id: string) =>
  (await cast.house.owner.query('SELECT * FROM line_item WHERE line_item_id = $1', [id])).rows[0]

describe('copies', () => {
  // All at once over one pool: whoever comes too late is refused with figures, and nobody gets a copy too many.
  test('[ACT-09] of 200 at the same time exactly 100 get one of 100 copies', async () => {
    const { id } = await lineItem({ copies: 100 })

    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, () => take(id)))

    const refused = outcomes.filter((one) => one.status === 'rejected')
    expect(outcomes.length - refused.length).toBe(100)
    for (const one of refused) expect(one.reason).toMatchObject({ refusal: { code: 'insufficient-copies' } })
    expect(await row(id)).toMatchObject({ copies_taken: 100 })
  })

  test('[ACT-09] extra activations and overdraft end exactly where they end, under load', async () => {
    const { id } = await lineItem({
      copies: 10,
      extraActivations: 5,
      attributes: { overdraft: { copies: 4 } },
    })

    const copies = await Promise.allSettled(Array.from({ length: 30 }, () => take(id)))
    const overdraft = await Promise.allSettled(Array.from({ length: 12 }, () => take(id, 0, 1)))

    expect(copies.filter(({ status }) => status === 'fulfilled')).toHaveLength(15)
    expect(overdraft.filter(({ status }) => status === 'fulfilled')).toHaveLength(4)
    expect(overdraft.find((one) => one.status === 'rejected')).toMatchObject({
      reason: { refusal: { code: 'overdraft-exceeded', data: { maximum: 4, used: 4, left: 0 } } },
    })
    expect(await row(id)).toMatchObject({ copies_taken: 15, overdraft_taken: 4 })
  })

  test('[ACT-09] the table itself refuses what would slip past every rule', async () => {
    const { id } = await lineItem({ copies: 3 })

    const past = cast.house.owner.query('UPDATE line_item SET copies_taken = 4 WHERE line_item_id = $1', [id])

    await expect(past).rejects.toSatisfy(isCopiesFence)
    expect(await row(id)).toMatchObject({ copies_taken: 0 })
  })

  test('[ACT-09] takes of the same line item in one command are added up', async () => {
    const { id } = await lineItem({ copies: 5 })
    const one = { lineItemId: id, copies: 3, overdraft: 0 }

    const both = inside(cast, (ctx) => takeCopies(ctx, [one, one]))

    await expect(both).rejects.toMatchObject({ refusal: { data: { requested: 6, available: 5, taken: 0 } } })
    expect(await row(id)).toMatchObject({ copies_taken: 0, row_version: 1 })
  })

  test('[ACT-09] as part of a larger statement a line item without copies is missing from the answer', async () => {
    const full = await lineItem({ copies: 1 })
    const free = await lineItem({ copies: 2 })
    const changes = [full, free].map(({ id }) => delta(id, 2))

    const taken = await inside(cast, (ctx) =>
      ctx.tx.rows<{ id: string }>(sql`WITH taken AS (${changeCopiesPart(changes, ctx.tenantId)})
        SELECT line_item_id AS id FROM taken`),
    )

    expect(taken).toEqual([{ id: free.id }])
  })

  test('[ACT-09] the first start date is remembered and never replaced', async () => {
    const { id } = await lineItem({
      copies: 5,
      startOption: 'first-activation-date',
      term: { kind: 'duration', amount: 1, unit: 'months' },
    })

    await inside(cast, (ctx) => changeCopies(ctx, [delta(id, 1, { startsOn: '2026-01-31' })]))
    await inside(cast, (ctx) => changeCopies(ctx, [delta(id, 1, { startsOn: '2026-05-05' })]))

    const shown: SoldItem = await cast.house.run('get-line-item', { id })
    expect(shown).toMatchObject({
      startsOn: '2026-01-31',
      expiresOn: '2026-02-28',
      isExpired: true,
      copiesTaken: 2,
    })
  })

  test('[ACT-09] copies come back, and never more than were taken', async () => {
    const { id } = await lineItem({ copies: 4 })
    await take(id, 3)
    const change = (taken: number) => inside(cast, (ctx) => changeCopies(ctx, [delta(id, taken)]))

    await expect(change(-4)).rejects.toThrow('within its limits')
    await expect(change(2)).rejects.toThrow('within its limits')
    await change(-2)

    expect(await row(id)).toMatchObject({ copies_taken: 1 })
  })
})

describe('facts of an activation', () => {
  test('[ACT-09] one statement finds, locks and tells everything', async () => {
    const made = await lineItem({ copies: 2, activationId: 'FACTS-1' })

    const { facts, statements } = await inside(cast, async (ctx) => {
      const facts = await lockForActivation(ctx, ['facts-1', made.id])
      return { facts, statements: ctx.tx.statements }
    })

    expect(statements).toBe(1)
    expect(facts).toHaveLength(1)
    expect(facts[0]).toMatchObject({
      lineItem: { activationId: 'FACTS-1', copiesTotal: 2, term: { kind: 'permanent' } },
      entitlement: { state: 'deployed', kind: 'regular' },
      soldTo: { code: 'NORTHWIND', name: 'Northwind Mill', label: 'NORTHWIND (Northwind Mill)' },
      products: [{ name: 'CAD', quantity: 1, features: [{ name: 'draw', version: '1.0', count: 2 }] }],
      licenseModel: { name: 'Open', kind: 'floating-counted' },
    })
  })

  test('[ACT-09] what a stranger cannot see is not found, not even by its key', async () => {
    const made = await lineItem()
    const stranger = portalUser(cast, [cast.accounts.planing])

    const asked = inside(cast, (ctx) => lockForActivation(ctx, [made.id]), stranger)

    await expect(asked).rejects.toThrow(`There is no line item "${made.id}"`)
  })
})

/** Whether an error is the last fence: the CHECK on the counts of a line item. */
function isCopiesFence(error: unknown): boolean {
  const fence = /^line_item__(copies_within_|overdraft_within_limit$)/
  return sqlState(error) === '23514' && fence.test(violatedConstraint(error) ?? '')
}
