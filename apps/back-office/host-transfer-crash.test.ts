import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import { testDatabase, type TestDatabase } from '@tallystick/kernel/testing/database.ts'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runHouse, spawnHouse, type RunningHouse } from './testing/running-house.ts'
import { buildSmallWorld, type SmallWorld } from './testing/small-world.ts'

const HOSTS = 120

let database: TestDatabase
let owner: pg.Pool
let running: RunningHouse
let world: SmallWorld

beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 })
  owner.on('error', () => undefined)
  running = await runHouse(database.ownerUrl)
  world = await buildSmallWorld(running.house, running.tenantId)
}, 120_000)
afterAll(async () => {
  await running.close()
  await owner.end()
  await database.drop()
})

describe('a transfer of many hosts', () => {
  test('[LIFE-08] [BEY-14] survives kill -9 of its worker: each host once, copies never in both accounts', async () => {
    const hosts = await activeHosts()
    const run = running.house.pipeline.run('transfer-hosts', { hosts, account: 'GROUP' }, callOf(running))
    const { jobId } = (await run) as { jobId: string }

    const first = await spawnHouse(database.ownerUrl, { dataDir: running.dataDir, loops: true })
    await expect.poll(() => done(jobId), { timeout: 60_000, interval: 5 }).toBeGreaterThan(10)
    await first.kill()
    const before = await done(jobId)
    expect(before).toBeLessThan(HOSTS)
    expect(await books()).toEqual(expectedAfter(before))
    // Nobody waits for the end of the lease here.
    await owner.query(`UPDATE job SET leased_until = now() - interval '1 second' WHERE job_id = $1`, [jobId])

    const second = await spawnHouse(database.ownerUrl, { dataDir: running.dataDir, loops: true })
    await expect.poll(() => stateOf(jobId), { timeout: 90_000, interval: 50 }).toBe('done')
    await second.stop()

    expect(await done(jobId)).toBe(HOSTS)
    expect(await books()).toEqual(expectedAfter(HOSTS))
    const { rows } = await owner.query<{ n: number }>(
      `SELECT count(*)::integer AS n FROM audit_entry WHERE operation = 'transfer-host' AND outcome = 'done'`,
    )
    expect(rows).toEqual([{ n: HOSTS }])
  }, 240_000)
})

/** Hosts with a license of one copy each. */
async function activeHosts(): Promise<readonly string[]> {
  await world.run('create-account', { code: 'GROUP', name: 'Group', kind: 'customer' })
  await world.run('link-sub-account', { account: 'GROUP', subAccount: 'C-NORTHWIND' })
  const [lineItem] = await world.sell([{ copies: HOSTS + 30 }])
  await world.run('activate-line-items', {
    items: [
      {
        lineItem,
        hosts: Array.from({ length: HOSTS }, (_, at) => ({
          servers: [{ type: 'ethernet', value: `02A0${(at + 1).toString(16).padStart(8, '0')}` }],
          copies: 1,
        })),
      },
    ],
  })
  const { rows } = await owner.query<{ id: string }>('SELECT host_id AS id FROM host ORDER BY host_id')
  return rows.map(({ id }) => id)
}

/** What the books say when some hosts have gone: copies sold, taken and in active licenses by account. */
function expectedAfter(gone: number) {
  return [
    { account: 'C-NORTHWIND', total: HOSTS + 30 - gone, taken: HOSTS - gone, licensed: HOSTS - gone },
    { account: 'GROUP', total: gone, taken: gone, licensed: gone },
  ]
}

async function books() {
  const { rows } = await owner.query<ReturnType<typeof expectedAfter>[number]>(
    `SELECT a.account_code AS account, sum(li.copies_total)::integer AS total,
       sum(li.copies_taken)::integer AS taken,
       (SELECT coalesce(sum(f.copies), 0)::integer FROM fulfillment f
        WHERE f.account_id = a.account_id AND f.state = 'active') AS licensed
     FROM line_item li JOIN account a ON a.account_id = li.sold_to_account_id
     GROUP BY a.account_id, a.account_code ORDER BY a.account_code`,
  )
  return rows
}

async function done(jobId: string): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    `SELECT count(*)::integer AS n FROM host_transfer_row WHERE job_id = $1 AND outcome = 'transferred'`,
    [jobId],
  )
  return rows[0]?.n ?? 0
}

async function stateOf(jobId: string): Promise<string> {
  const { rows } = await owner.query<{ state: string }>('SELECT state FROM job WHERE job_id = $1', [jobId])
  return rows[0]?.state ?? ''
}

function callOf({ tenantId }: { readonly tenantId: string }) {
  return { tenantId, caller: { principal: systemPrincipal(tenantId) } }
}
