import { importFileNow, queueFile, type FileImport } from '@tallystick/kernel/import/run-file.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import { testDatabase, type TestDatabase } from '@tallystick/kernel/testing/database.ts'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadSample } from '../../examples/gearwright/load.ts'
import { manyOrders } from './testing/many-orders.ts'
import { runHouse, spawnHouse, type RunningHouse } from './testing/running-house.ts'

// An order file of 3,600 line items in 1,200 entitlements, and in its middle two orders that cannot be.
const orders = manyOrders(3)
const MISFITS = [
  'WRONG-1,deployed,CUST-1035,,,,,WRONG-A,,Nowhere@1,,Floating,1,PO-1,10,specify-now,2026-01-01,yes',
  'WRONG-2,deployed,NOBODY,,,,,WRONG-B,,Gearwright Mill@2024,,Floating,1,PO-1,10,specify-now,2026-01-01,yes',
]
const lines = orders.bytes.toString().trimEnd().split('\n')
/** Behind the last row of the first repetition. */
const place = 1201
const bytes = Buffer.from([...lines.slice(0, place), ...MISFITS, ...lines.slice(place)].join('\n'))
const file: FileImport = {
  fileName: 'orders.csv',
  bytes,
  importName: 'entitlements',
  format: 'csv',
  recordKind: 'entitlements',
}
const RECORDS = orders.entitlements + MISFITS.length
const ROWS = orders.lineItems + MISFITS.length

let database: TestDatabase
let owner: pg.Pool
/** Hands in and looks; the work is done by others, once the sample is loaded. */
let running: RunningHouse

beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 })
  owner.on('error', () => undefined)
  const loader = await runHouse(database.ownerUrl, { loops: true })
  await loadSample(
    async ({ file: fileName, ...rest }, content) =>
      (await importFileNow(loader.house.pipeline, callOf(loader), { ...rest, fileName, bytes: content }))
        .figures,
    () => undefined,
  )
  await loader.house.close()
  running = { ...loader, ...(await runHouse(database.ownerUrl, { dataDir: loader.dataDir })) }
}, 120_000)
afterAll(async () => {
  await running.close()
  await owner.end()
  await database.drop()
})

describe('an order file with thousands of line items', () => {
  test('[PRD-06] [BEY-13] survives kill -9 of its worker: each order once, each row reported, progress never back', async () => {
    const before = await books()
    const jobId = await queueFile(running.house.pipeline, callOf(running), file)
    const first = await spawnHouse(database.ownerUrl, { dataDir: running.dataDir, loops: true })
    await expect.poll(() => rowsWritten(jobId), { timeout: 60_000, interval: 5 }).toBeGreaterThan(300)
    await first.kill()
    const written = await rowsWritten(jobId)
    expect(written).toBeLessThan(RECORDS)
    // Nobody waits for the end of the lease here.
    await owner.query(`UPDATE job SET leased_until = now() - interval '1 second' WHERE job_id = $1`, [jobId])

    const second = await spawnHouse(database.ownerUrl, { dataDir: running.dataDir, loops: true })
    const shown: number[] = [(await viewOf(jobId)).rowsDone]
    await expect
      .poll(
        async () => {
          const { state, rowsDone } = await viewOf(jobId)
          shown.push(rowsDone)
          return state
        },
        { timeout: 90_000, interval: 50 },
      )
      .toBe('done')

    expect(shown).toEqual(shown.toSorted((one, other) => one - other))
    expect(await viewOf(jobId)).toMatchObject({
      rowsDone: ROWS,
      rowsTotal: ROWS,
      figures: { created: orders.entitlements, changed: 0, unchanged: 0, refused: 2 },
    })
    const { rows: report } = await owner.query<{
      number: number
      outcome: string
      code: string
      line: number
    }>('SELECT number, outcome, code, file_line AS line FROM import_row WHERE job_id = $1 ORDER BY number', [
      jobId,
    ])
    expect(report.map(({ number }) => number)).toEqual(Array.from({ length: RECORDS }, (_, at) => at + 1))
    expect(report.filter(({ outcome }) => outcome === 'refused')).toMatchObject([
      { line: place + 1, code: 'reference-unknown' },
      { line: place + 2, code: 'not-found' },
    ])
    const after = await books()
    expect(after).toEqual({
      entitlements: before.entitlements + orders.entitlements,
      lineItems: before.lineItems + orders.lineItems,
      entries: before.entries + orders.entitlements,
      events: before.events + orders.entitlements,
    })

    const again = await importFileNow(running.house.pipeline, callOf(running), file)
    expect(again.figures).toEqual({ created: 0, changed: 0, unchanged: orders.entitlements, refused: 2 })
    expect(await books()).toEqual(after)
    await second.stop()
  }, 240_000)
})

function callOf({ tenantId }: { readonly tenantId: string }) {
  return { tenantId, caller: { principal: systemPrincipal(tenantId) } }
}

/** What the importer must have made exactly once for each order. */
async function books() {
  type Books = Record<'entitlements' | 'lineItems' | 'entries' | 'events', number>
  const { rows } = await owner.query<Books>(
    `SELECT (SELECT count(*) FROM entitlement)::integer AS entitlements,
       (SELECT count(*) FROM line_item)::integer AS "lineItems",
       (SELECT count(*) FROM audit_entry WHERE operation = 'create-entitlement')::integer AS entries,
       (SELECT count(*) FROM outbox WHERE type = 'entitlement.created')::integer AS events`,
  )
  return rows[0] as Books
}

async function rowsWritten(jobId: string): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    'SELECT count(*)::integer AS n FROM import_row WHERE job_id = $1',
    [jobId],
  )
  return rows[0]?.n ?? 0
}

async function viewOf(jobId: string) {
  return (await running.house.pipeline.run('get-import', { import: jobId }, callOf(running))) as {
    state: string
    rowsDone: number
    rowsTotal: number
  }
}
