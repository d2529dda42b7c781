import { testDatabase, type TestDatabase } from '@tallystick/kernel/testing/database.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSea, storm, type Sea } from './testing/storm.ts'

/** How long; the battery asks for more by TALLYSTICK_STORM. TALLYSTICK_SEED repeats the choices of a run. */
const SECONDS = Number(process.env['TALLYSTICK_STORM'] ?? 8)
const SEED = Number(process.env['TALLYSTICK_SEED'] ?? Date.now() % 1_000_000)
const WORKERS = 64
const PROCESSES = 2

let database: TestDatabase
let sea: Sea

beforeAll(async () => {
  database = await testDatabase()
  sea = await openSea(database.ownerUrl, PROCESSES)
}, 180_000)

afterAll(async () => {
  await sea?.close()
  await database?.drop()
}, 60_000)

test(
  `[ACT-09] [BEY-01] ${WORKERS} clients doing everything at random for ${SECONDS} s over two processes: nothing breaks, and every sum is exact`,
  async () => {
    const report = await storm(sea, { seconds: SECONDS, workers: WORKERS, processes: PROCESSES, seed: SEED })

    const { requests, done, deadlocks } = report
    console.log(`seed ${SEED}: ${requests} requests, ${done} carried out, ${deadlocks} deadlocks run again`)
    if (process.env['TALLYSTICK_TOLD']) console.log(report.answers)
    expect(report.broken).toEqual([])
    expect(report.faults).toEqual([])
    expect(report.differences).toBe(0)
    expect(report.after.owned).toBe(report.before.owned)
    expect(report.after.active).toBeLessThanOrEqual(report.after.owned + report.after.extra)
    expect(report.entries).toBe(done)
    expect(done).toBeGreaterThan(SECONDS * 5)
  },
  SECONDS * 1000 + 180_000,
)
