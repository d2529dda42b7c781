import { Refused } from '@tallystick/kernel/errors/problems.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { server } from '../testing/fulfillments-cast.ts'
import { buildHeldCast, type HeldCast, type OwnTechnology } from '../testing/held-cast.ts'

let world: HeldCast
let own: OwnTechnology
beforeAll(async () => {
  world = await buildHeldCast()
  const attributes = { borrowing: { when: 'at-fulfillment' }, overdraft: { when: 'at-fulfillment', max: 20 } }
  own = await world.technology({ generation: 'manual' }, { attributes })
}, 60_000)
afterAll(() => world.close())

/** Copies of the line item. */
const SOLD = 8

/** One thing that somebody does to a license, the `of`-th of those that it can be done to. */
const step = fc.record({
  act: fc.constantFrom('activate', 'rehost', 'repair', 'return', 'correct', 'emergency', 'supply', 'reject'),
  of: fc.nat({ max: 5 }),
  copies: fc.option(fc.integer({ min: 1, max: 3 })),
  overdraft: fc.nat({ max: 2 }),
  host: fc.integer({ min: 1, max: 3 }),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** Acts on licenses on hold; all others are on active ones. */
const ON_HOLD = ['supply', 'reject']

async function carryOut(lineItem: string, { act, of, copies, overdraft, host }: Step, number: number) {
  const run = (name: string, input: object) => world.cast.run(name, input)
  const servers = [server(host)]
  if (act === 'activate') {
    const hosts = [{ servers, copies: copies ?? 1, overdraft }]
    return run('activate-line-items', { items: [{ lineItem, hosts }] })
  }
  const { rows } = await world.cast.house.owner.query<{ id: string }>(
    `SELECT fulfillment_id AS id FROM fulfillment WHERE activation_id = $1 AND state = $2
     ORDER BY fulfillment_id`,
    [lineItem, ON_HOLD.includes(act) ? 'on-hold' : 'active'],
  )
  const fulfillment = rows[of % Math.max(1, rows.length)]?.id
  if (!fulfillment) return null
  const part = copies === null ? {} : { copies }
  switch (act) {
    case 'rehost':
      return run('rehost-license', { fulfillment, ...part, hosts: { servers } })
    case 'repair':
      return run('repair-license', { fulfillment, attributes: { borrowing: 24 + number } })
    case 'return':
      return run('return-license', { fulfillment, ...part })
    case 'correct':
      return run('correct-publisher-error', { fulfillment })
    case 'emergency':
      return run('issue-emergency-license', { fulfillment, duration: { amount: 2, unit: 'days' } })
    case 'supply':
      return run('supply-licenses', { licenses: [{ fulfillment, files: [{ name: 'a', text: 'x' }] }] })
    case 'reject':
      return run('reject-held-licenses', { fulfillments: [fulfillment], reason: 'No.' })
  }
}

/** What the books of a line item and its records say. */
async function books(lineItem: string) {
  const { rows } = await world.cast.house.owner.query<{
    taken: number
    recorded: number
    alive: number
    overdraft: number
    aliveOverdraft: number
  }>(
    `SELECT li.copies_taken AS taken, coalesce(sum(f.copies_taken), 0)::integer AS recorded,
       coalesce(sum(f.copies) FILTER (WHERE f.state <> 'obsolete' AND f.support_action = 'master'), 0)::integer AS alive,
       li.overdraft_taken AS overdraft,
       coalesce(sum(f.overdraft) FILTER (WHERE f.state <> 'obsolete' AND f.support_action = 'master'), 0)::integer
         AS "aliveOverdraft"
     FROM line_item li LEFT JOIN fulfillment f USING (tenant_id, line_item_id)
     WHERE li.activation_id = $1 GROUP BY 1, 4`,
    [lineItem],
  )
  return rows[0]
}

test('[CERT-05] [ACT-09] whatever is rehosted, repaired, returned, supplied and refused, no copy is made and none is lost', async () => {
  let [done, again] = [0, 0]
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 30 }), async (steps) => {
      const lineItem = await own.sell({ copies: SOLD })
      for (const [number, one] of steps.entries()) {
        const before = await books(lineItem)
        const outcome = await carryOut(lineItem, one, number).then(
          (answer) => ({ answer }),
          (problem: unknown) => ({ problem }),
        )
        if ('problem' in outcome) expect(outcome.problem).toBeInstanceOf(Refused)
        else done += 1
        const after = await books(lineItem)
        expect(after).toMatchObject({
          taken: after?.recorded,
          alive: after?.taken,
          aliveOverdraft: after?.overdraft,
        })
        expect(after?.taken).toBeLessThanOrEqual(SOLD)
        // Refusing gives back exactly what its answer says; where an earlier license is good again, nothing.
        if ('answer' in outcome && one.act === 'reject' && outcome.answer) {
          const { copiesReturned, goodAgain } = outcome.answer as {
            copiesReturned: number
            goodAgain: readonly unknown[]
          }
          expect((before?.taken ?? 0) - (after?.taken ?? 0)).toBe(copiesReturned)
          if (goodAgain.length > 0) expect(copiesReturned).toBe(0)
          again += goodAgain.length
        }
      }
      expect(await world.faults()).toEqual([])
    }),
    { numRuns: 8 },
  )
  expect(done).toBeGreaterThan(40)
  expect(again).toBeGreaterThan(0)
}, 120_000)
