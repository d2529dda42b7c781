import { cancelInTheMiddle } from '@tallystick/kernel/testing/cancel-in-the-middle.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildHostsCast, type HostsCast } from '../testing/hosts-cast.ts'
import { issuedOf } from '../testing/support-cast.ts'

let world: HostsCast
beforeAll(async () => {
  world = await buildHostsCast()
}, 60_000)
afterAll(() => world.cast.house.close())

describe('a transfer of hosts that is cancelled', () => {
  test('[PRD-08] [LIFE-08] stops behind the host in hand; what is transferred stays, and the report counts it', async () => {
    const { cast } = world
    const values = ['02A300000001', '02A300000002', '02A300000003']
    const lineItems: string[] = []
    for (const value of values) {
      const lineItem = await cast.sell('floating-counted')
      await issuedOf(cast, lineItem, { servers: [{ type: 'ethernet', value }], copies: 2 })
      lineItems.push(lineItem)
    }
    const hosts = await Promise.all(values.map((value) => world.hostId(value)))
    const input = { hosts, account: 'SOUTHWIND' }
    const { jobId } = await world.asAdmin<{ jobId: string }>('transfer-hosts', input)
    const outcomes = async () => {
      const page = await world.asAdmin<{ rows: { outcome: string }[] }>('list-transferred-hosts', {
        job: jobId,
      })
      return page.rows.map(({ outcome }) => outcome)
    }

    const job = await cancelInTheMiddle(
      cast.house,
      jobId,
      (rows) => rows.query('SELECT 1 FROM line_item WHERE activation_id = $1 FOR UPDATE', [lineItems[1]]),
      async () => (await outcomes())[0] === 'transferred',
    )

    expect(job).toEqual({ state: 'cancelled', report: { total: 3, transferred: 2, refused: 0 } })
    expect(await outcomes()).toEqual(['transferred', 'transferred', 'waiting'])
    const arrived = (await world.books()).filter(({ account }) => account.startsWith('SOUTHWIND'))
    expect(arrived.reduce((sum, { taken }) => sum + taken, 0)).toBe(4)
    expect(await world.faults()).toEqual([])
  })
})
