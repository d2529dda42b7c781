import { Refused } from '@tallystick/kernel/errors/problems.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { server } from '../testing/fulfillments-cast.ts'
import { buildReplacingCast, type ReplacingCast } from '../testing/replacing-cast.ts'

let world: ReplacingCast
beforeAll(async () => {
  world = await buildReplacingCast('Floating')
}, 60_000)
afterAll(() => world.cast.house.close())

/** Copies of each of the two line items that were sold; their upgrade and its upsell claim more than that. */
const SOLD = 6

/** Two line items of `P 1`, an upgrade of the first to `P 3`, and an upsell of that. */
async function lineage(): Promise<readonly [string, string, string, string]> {
  const first = await world.sell('P@1', SOLD)
  const second = await world.sell('P@1', SOLD)
  const upgrade = await world.change('upgrade', first, { products: [{ product: 'P@3' }], copies: 9 })
  const upsell = await world.change('upsell', upgrade, { products: [{ product: 'P Pro@3' }], copies: 30 })
  return [first, second, upgrade, upsell]
}

/** One thing that somebody does: to a line item, with one that gives copies, on a host, so many. */
const step = fc.record({
  act: fc.constantFrom('activate', 'replace', 'both', 'upgrade', 'return', 'rehost'),
  to: fc.nat({ max: 3 }),
  from: fc.nat({ max: 3 }),
  host: fc.nat({ max: 1 }),
  copies: fc.integer({ min: 1, max: 5 }),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

async function carryOut(items: readonly string[], { act, to, from, host, copies }: Step): Promise<void> {
  const { house } = world.cast
  const run = (name: string, input: unknown) => world.cast.run(name, input)
  const [lineItem, other] = [items[to], items[from]]
  const servers = [server(host + 1)]
  const live = await house.owner.query<{ id: string }>(
    `SELECT fulfillment_id AS id FROM fulfillment WHERE activation_id = $1 AND state = 'active'
     ORDER BY fulfillment_id LIMIT 1`,
    [other],
  )
  const fulfillment = live.rows[0]?.id
  const replaces = [{ lineItem: other, copies }]
  const activate = (hosts: object) => run('activate-line-items', { items: [{ lineItem, hosts: [hosts] }] })
  if (act === 'activate') await activate({ servers, copies })
  else if (act === 'replace') await activate({ servers, replaces })
  else if (act === 'both') await activate({ servers, replaces, copies: 1 })
  else if (!fulfillment) return
  else if (act === 'upgrade') await run('upgrade-license', { fulfillment, lineItem, copies })
  else if (act === 'return') await run('return-license', { fulfillment, copies })
  else await run('rehost-license', { fulfillment, hosts: { servers: [server(host + 1)] }, copies })
}

/** What the books must say after each step. */
async function balance(items: readonly string[]) {
  const { rows } = await world.cast.house.owner.query<{
    taken: number
    recorded: number
    active: number
    moved: number
    brought: number
  }>(
    `SELECT sum(li.copies_taken)::integer AS taken, sum(coalesce(f.taken, 0))::integer AS recorded,
       sum(coalesce(f.active, 0))::integer AS active, sum(li.copies_moved)::integer AS moved,
       sum(coalesce(li.copies_brought, 0))::integer AS brought,
       bool_and(li.copies_taken = coalesce(f.taken, 0)) AS "isEach"
     FROM line_item li LEFT JOIN (SELECT line_item_id, sum(copies_taken) AS taken,
         sum(copies) FILTER (WHERE state = 'active') AS active
       FROM fulfillment GROUP BY 1) AS f ON f.line_item_id = li.line_item_id
     WHERE li.activation_id = ANY($1)`,
    [items],
  )
  return rows[0]
}

test('[ACT-06] [ACT-09] [LIFE-05] whatever is replaced, returned and rehosted, no copy is made and none is lost', async () => {
  let done = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 25 }), async (steps) => {
      const items = await lineage()
      for (const one of steps) {
        const outcome = await carryOut(items, one).then(
          () => 'done',
          (problem: unknown) => problem,
        )
        if (outcome === 'done') done += 1
        else expect(outcome).toBeInstanceOf(Refused)
        const books = await balance(items)
        expect(books).toMatchObject({ isEach: true, taken: books?.recorded, active: books?.taken })
        expect(books?.moved).toBe(books?.brought)
        expect(books?.active).toBeLessThanOrEqual(2 * SOLD)
      }
    }),
    { numRuns: 6 },
  )
  expect(done).toBeGreaterThan(20)
}, 120_000)
