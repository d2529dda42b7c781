import { testDatabase, type TestDatabase } from '@tallystick/kernel/testing/database.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginFamily, sellToFamily } from './testing/life-world.ts'
import { readBooks } from './testing/life-books.ts'
import { activationOf, hostOf } from './testing/small-world.ts'
import { openSea, type Sea } from './testing/storm.ts'

/** How often the worker is killed; the battery asks for more by TALLYSTICK_KILLS. */
const KILLS = Number(process.env['TALLYSTICK_KILLS'] ?? 2)
/** Hosts that go in each round, and copies on each. */
const HOSTS = 30
const COPIES = 2

let database: TestDatabase
let sea: Sea
let tenantId: string

beforeAll(async () => {
  database = await testDatabase()
  sea = await openSea(database.ownerUrl, 0)
  const { rows } = await sea.owner.query<{ id: string }>('SELECT tenant_id AS id FROM tenant')
  tenantId = rows[0]?.id ?? ''
}, 180_000)

afterAll(async () => {
  await sea?.close()
  await database?.drop()
}, 60_000)

test(
  `[LIFE-08] [BEY-14] a transfer of ${HOSTS} hosts whose worker is killed ${KILLS} times goes on: copies are never in both accounts, and never in none`,
  async () => {
    for (let round = 1; round <= KILLS; round += 1) {
      const { accounts, lineItem, hosts, target } = await prepare(round)
      const before = (await readBooks(sea.owner, accounts)).sums
      const { jobId } = await sea.run<{ jobId: string }>('transfer-hosts', { hosts, account: target })
      const wanted = Math.floor(Math.random() * (HOSTS - 5))

      const first = await sea.spawn()
      await expect.poll(() => transferred(hosts), { timeout: 60_000, interval: 3 }).toBeGreaterThan(wanted)
      await first.kill()

      // What is committed stands as a whole: whoever has the license has its copies.
      const half = await readBooks(sea.owner, accounts)
      expect(half.faults, `round ${round}`).toEqual([])
      expect(half.sums, `round ${round}`).toEqual(before)
      // Nobody waits for the end of the lease here.
      await sea.owner.query(`UPDATE job SET leased_until = now() - interval '1 second' WHERE job_id = $1`, [
        jobId,
      ])
      const second = await sea.spawn()
      await expect.poll(() => stateOf(jobId), { timeout: 90_000, interval: 50 }).toBe('done')
      await second.stop()

      const { sums, faults } = await readBooks(sea.owner, accounts)
      expect(faults, `round ${round}`).toEqual([])
      expect(sums, `round ${round}`).toEqual(before)
      expect(await transferred(hosts), `round ${round}`).toBe(HOSTS)
      const { rows } = await sea.owner.query<{ account: string; copies: number }>(
        `SELECT sold_to_account_id AS account, sum(copies_taken)::int AS copies FROM line_item
         WHERE sold_to_account_id = ANY($1) AND copies_taken > 0 GROUP BY 1`,
        [accounts],
      )
      expect(rows, `round ${round}, ${lineItem}`).toEqual([{ account: target, copies: HOSTS * COPIES }])
    }
  },
  KILLS * 60_000 + 60_000,
)

async function prepare(round: number) {
  const family = await beginFamily(sea.owner, tenantId, `crash-${round}`)
  const sale = { owner: 'north', model: 'Life plain', copies: HOSTS * COPIES + 5, ends: false } as const
  const [lineItem = ''] = await sellToFamily(sea.run, family, [sale])
  for (let at = 0; at < HOSTS; at += 1) {
    const { items } = activationOf(lineItem, hostOf(round * 1000 + at), { copies: COPIES })
    await sea.run('activate-line-items', {
      items: items.map((item) => ({ ...item, startDate: '2026-01-01' })),
    })
  }
  const { rows } = await sea.owner.query<{ id: string }>(
    'SELECT host_id AS id FROM host WHERE account_id = $1 ORDER BY host_id',
    [family.north],
  )
  return {
    accounts: Object.values(family),
    lineItem,
    hosts: rows.map(({ id }) => id),
    target: family.south,
  }
}

/** Hosts whose transfer is told: one event for each. */
async function transferred(hosts: readonly string[]): Promise<number> {
  const { rows } = await sea.owner.query<{ events: number }>(
    `SELECT count(*)::int AS events FROM outbox WHERE type = 'host.transferred' AND subject_id = ANY($1)`,
    [hosts],
  )
  return rows[0]?.events ?? 0
}

async function stateOf(jobId: string): Promise<string> {
  const { rows } = await sea.owner.query<{ state: string }>('SELECT state FROM job WHERE job_id = $1', [
    jobId,
  ])
  return rows[0]?.state ?? ''
}
