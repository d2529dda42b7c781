import { Refused } from '@tallystick/kernel/errors/problems.ts'
import { testDatabase, type TestDatabase } from '@tallystick/kernel/testing/database.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { booksOf } from './testing/books.ts'
import { runHouse, type RunningHouse } from './testing/running-house.ts'
import {
  activationOf,
  ALLOWED_BEYOND,
  buildSmallWorld,
  hostOf,
  type Allowance,
  type SmallWorld,
} from './testing/small-world.ts'

let database: TestDatabase
let running: RunningHouse
let world: SmallWorld

beforeAll(async () => {
  database = await testDatabase()
  running = await runHouse(database.ownerUrl)
  world = await buildSmallWorld(running.house, running.tenantId)
})

afterAll(async () => {
  await running?.close()
  await database?.drop()
})

/** What happens to a line item: an activation on a host, or an edit of its copies. */
type Step =
  | { readonly kind: 'activate'; readonly host: number; readonly copies: number; readonly overdraft: number }
  | { readonly kind: 'edit'; readonly copies: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('activate' as const),
      host: fc.nat(5),
      copies: fc.integer({ min: 1, max: 9 }),
      overdraft: fc.nat(6),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('edit' as const), copies: fc.integer({ min: 1, max: 60 }) }),
  },
)

test('[ACT-09] [ACT-05] whatever happens to a line item, copies are conserved and no limit is passed at any step', async () => {
  const seed = Date.now() % 1_000_000
  const allowance = fc.constantFrom<Allowance>('none', 'extra', 'overdraft')
  const sequence = fc.array(step, { minLength: 4, maxLength: 14 })

  await fc.assert(
    fc.asyncProperty(allowance, fc.integer({ min: 1, max: 30 }), sequence, async (kind, copies, steps) => {
      const [activationId = ''] = await world.sell([{ copies, allowance: kind }], 'test')
      let total = copies
      let taken = 0
      for (const one of steps) {
        const done = await attempt(activationId, one)
        if (done && one.kind === 'edit') total = one.copies
        if (done && one.kind === 'activate') taken += one.copies
        const books = await booksOf(database.ownerUrl, activationId)
        const extra = kind === 'extra' ? ALLOWED_BEYOND : 0
        const overdraftMax = kind === 'overdraft' ? ALLOWED_BEYOND : 0
        expect(books).toMatchObject({
          copiesTaken: taken,
          issued: taken,
          overdraftTaken: books.issuedOverdraft,
        })
        expect(taken).toBeLessThanOrEqual(total + extra)
        expect(books.overdraftTaken).toBeLessThanOrEqual(overdraftMax)
      }
    }),
    { seed, numRuns: 12 },
  )
}, 300_000)

/** Whether the step was carried out; false for a refusal. Any other error fails the property. */
async function attempt(activationId: string, one: Step): Promise<boolean> {
  try {
    if (one.kind === 'edit') await world.run('update-line-item', { id: activationId, copies: one.copies })
    else {
      const counts = { copies: one.copies, ...(one.overdraft > 0 ? { overdraft: one.overdraft } : {}) }
      await world.run('activate-line-items', activationOf(activationId, hostOf(one.host), counts))
    }
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}
