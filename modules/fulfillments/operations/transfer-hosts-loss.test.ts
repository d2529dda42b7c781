import { startWorker } from '@tallystick/kernel/jobs/worker.ts'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { server } from '../testing/fulfillments-cast.ts'
import { buildHostsCast, type HostsCast } from '../testing/hosts-cast.ts'
import { loseDatabase, type Loss } from '../testing/lose-database.ts'
import { issuedOf } from '../testing/support-cast.ts'

interface Job {
  readonly state: string
  readonly report: unknown
  readonly problem: string | null
}

let world: HostsCast
beforeAll(async () => {
  world = await buildHostsCast()
}, 60_000)
afterAll(() => world.cast.house.close())

let last = 0
const fresh = () => server((last += 1))

/** Two hosts with a license each; the keys. */
async function twoHosts(): Promise<readonly string[]> {
  const lineItem = await world.cast.sell('floating-counted', { copies: 7 })
  const keys: string[] = []
  for (const copies of [2, 3]) {
    const host = fresh()
    await issuedOf(world.cast, lineItem, { servers: [host], copies })
    keys.push(await world.hostId(host.value.toUpperCase()))
  }
  return keys
}

async function jobOf(jobId: string): Promise<Job> {
  const { rows } = await world.cast.house.owner.query<Job>(
    'SELECT state, report, problem FROM job WHERE job_id = $1',
    [jobId],
  )
  return rows[0] as Job
}

/** Copies by account, sold and in licenses, whatever line items they are in. */
async function byAccount(): Promise<readonly unknown[]> {
  const { rows } = await world.cast.house.owner.query<{ row: unknown[] }>(
    `SELECT jsonb_build_array(sold_to_label, sum(copies_total), sum(copies_taken)) AS row
     FROM line_item GROUP BY sold_to_label ORDER BY sold_to_label`,
  )
  return rows.map(({ row }) => row)
}

const start = () =>
  startWorker({
    pipeline: world.cast.house.pipeline,
    tenants: () => Promise.resolve([world.cast.house.tenantId]),
    failed: () => undefined,
    beatMs: 5,
  })

/** More statements than a job of two hosts sends, from the first look for work to the last word. */
const STATEMENTS = 56

/** The battery asks for every statement by TALLYSTICK_BATTERY=full; everyday tests take some. */
const STEP = process.env['TALLYSTICK_BATTERY'] === 'full' ? 1 : 4

describe('a job of host transfers whose database goes away', () => {
  test('[LIFE-08] [BEY-14] before any of its statements: every host goes exactly once, copies are never in both accounts', async () => {
    let struck = 0
    let rounds = 0
    for (let at = 1; at <= STATEMENTS; at += STEP) {
      rounds += 1
      const hosts = await twoHosts()
      const input = { hosts, account: 'SOUTHWIND' }
      const { jobId } = await world.asAdmin<{ jobId: string }>('transfer-hosts', input)
      const loss = loseDatabase(world.cast, at)
      const worker = start()
      await vi.waitUntil(() => isDone(jobId, loss), { timeout: 10_000, interval: 20 })
      if (loss.hasHappened()) struck += 1
      await worker.stop()
      loss.end()

      const { report } = await jobOf(jobId)
      expect(report, `lost before statement ${at}`).toEqual({ total: 2, transferred: 2, refused: 0 })
      expect(await world.faults()).toEqual([])
      expect(await byAccount()).toEqual([
        ['NORTHWIND (Northwind Mill)', 2 * rounds, 0],
        ['SOUTHWIND (Account SOUTHWIND)', 5 * rounds, 5 * rounds],
      ])
    }
    expect(struck).toBeGreaterThan(30 / STEP)
  }, 180_000)
})

/** Whether a job has ended well. Nobody waits for the end of the lease here; and the books are right all the while. */
async function isDone(jobId: string, loss: Loss): Promise<boolean> {
  const { owner } = world.cast.house
  if (loss.hasHappened()) {
    await owner.query(
      `UPDATE job SET leased_until = now() - interval '1 second' WHERE job_id = $1 AND state = 'running'
         AND leased_until < now() + interval '14.5 seconds'`,
      [jobId],
    )
  }
  expect(await world.faults()).toEqual([])
  const { state, problem } = await jobOf(jobId)
  if (state === 'failed') throw new Error(problem ?? '')
  return state === 'done'
}
