import { cancelInTheMiddle } from '@tallystick/kernel/testing/cancel-in-the-middle.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildHeldCast, type HeldCast } from '../testing/held-cast.ts'
import { issuedOf } from '../testing/support-cast.ts'

let world: HeldCast
beforeAll(async () => {
  world = await buildHeldCast()
}, 60_000)
afterAll(() => world.close())

test('[PRD-08] [CERT-05] a cancelled generation finishes the technology in hand and asks no further generator', async () => {
  const { cast, generator } = world
  const fulfillments: string[] = []
  for (const value of ['02A600000001', '02A600000002']) {
    const technology = await world.technology()
    const lineItem = await technology.sell()
    const [license] = await issuedOf(cast, lineItem, { servers: [{ type: 'ethernet', value }], copies: 2 })
    fulfillments.push(license.id)
  }
  await cast.house.owner.query('DELETE FROM job')
  const { jobId } = await cast.run<{ jobId: string }>('generate-licenses', { fulfillments })

  const job = await cancelInTheMiddle(
    cast.house,
    jobId,
    (rows) => rows.query('SELECT 1 FROM line_item FOR UPDATE'),
    async () => generator.asked.some(({ question }) => question.includes('generate')),
  )

  expect(job).toEqual({
    state: 'cancelled',
    report: { supplied: 1, rejected: 0, waiting: 0, problem: null },
  })
  const { rows } = await cast.house.owner.query<{ state: string }>('SELECT state FROM fulfillment')
  expect(rows.map(({ state }) => state).toSorted()).toEqual(['active', 'on-hold'])
  expect(await world.faults()).toEqual([])
})
