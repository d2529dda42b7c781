import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownCopies, type LineItemCounts } from '../model.ts'
import { withSources } from '../rules/copies-ledger.ts'
import { copiesAvailable } from '../rules/figures.ts'
import { buildCast, type Cast, type Sold, type SoldItem } from '../testing/cast.ts'
import { putChangedGoods } from '../testing/changed-goods.ts'

let cast: Cast
/** Four line items, each of which replaces the one after it. */
const lineItems: string[] = []
beforeAll(async () => {
  cast = await buildCast()
  await putChangedGoods(cast)
  const sold: Sold = await cast.house.run('create-entitlement', {
    soldTo: 'NORTHWIND',
    autoDeploy: true,
    lineItems: [
      {
        products: [{ product: 'CAD@1' }],
        licenseModel: 'Open',
        startsOn: '2026-01-01',
        term: oneYear,
        copies: 50,
      },
    ],
  })
  lineItems.push(sold.lineItems[0].id)
  for (let at = 0; at < 3; at += 1) {
    const renewed: SoldItem = await cast.house.run('renew-line-item', { id: lineItems[0], autoDeploy: true })
    lineItems.unshift(renewed.id)
  }
})
afterAll(() => cast.house.close())

const oneYear = { kind: 'duration', amount: 1, unit: 'years' }

/** Figures that the table allows, whether or not a history leads to them. */
const figures = fc
  .record({
    total: fc.integer({ min: 1, max: 50 }),
    extra: fc.integer({ min: 0, max: 5 }),
    brought: fc.nat(50),
    taken: fc.nat(55),
    moved: fc.nat(55),
  })
  .map(({ total, extra, brought, taken, moved }) => {
    const broughtHere = Math.min(brought, total)
    const takenHere = Math.min(taken, broughtHere + extra)
    return {
      total,
      extra,
      brought: broughtHere,
      taken: takenHere,
      moved: Math.min(moved, broughtHere + extra - takenHere),
    }
  })

test('[ENT-01] lists and rules agree on the copies that are left in a chain of replacements', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(figures, { minLength: 4, maxLength: 4 }), async (chain) => {
      for (const [at, { total, extra, brought, taken, moved }] of chain.entries()) {
        await cast.house.owner.query(
          `UPDATE line_item SET copies_total = $2, extra_activations_max = $3, copies_taken = $4, copies_moved = $5,
            copies_brought = CASE WHEN parent_line_item_id IS NULL THEN NULL ELSE $6::integer END WHERE line_item_id = $1`,
          [lineItems[at], total, extra, taken, moved, brought],
        )
      }
      const links = chain.map((one, at) => ({
        id: lineItems[at] as string,
        counts: {
          ...ownCopies,
          copiesTotal: one.total,
          copiesTaken: one.taken,
          copiesMoved: one.moved,
          copiesBrought: at === 3 ? null : one.brought,
          extraActivationsMax: one.extra,
          overdraftMax: 0,
          overdraftTaken: 0,
        } satisfies LineItemCounts,
      }))
      const { rows } = await cast.house.owner.query<{ id: string; available: number }>(
        `SELECT line_item_id AS id, line_item_copies_available(tenant_id, line_item_id) AS available
          FROM line_item WHERE line_item_id = ANY($1)`,
        [lineItems],
      )
      const inSql = new Map(rows.map(({ id, available }) => [id, available]))
      for (const { id, counts } of withSources(links)) expect(inSql.get(id)).toBe(copiesAvailable(counts))
    }),
    { numRuns: 15 },
  )
})
