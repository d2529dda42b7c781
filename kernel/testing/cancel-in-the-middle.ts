import { vi } from 'vitest'
import type pg from 'pg'
import { startWorker } from '../jobs/worker.ts'
import type { TestPipeline } from './pipeline.ts'

/** A job that was cancelled while it waited for a row, as it ended. */
export interface CancelledJob {
  readonly state: string
  readonly report: unknown
}

/**
 * Lets a worker carry out a job until it waits for rows that are held here, cancels the job, lets the worker hear of it,
 * and gives the rows back. So the job is cancelled in the middle of a record, and stops behind it.
 *
 * `hold` locks the rows of a record in the middle; `isThere` says whether the work has come to the record before.
 */
export async function cancelInTheMiddle(
  house: TestPipeline,
  jobId: string,
  hold: (rows: pg.PoolClient) => Promise<unknown>,
  isThere: () => Promise<boolean>,
): Promise<CancelledJob> {
  const job = async () =>
    (
      await house.owner.query<CancelledJob & { lease: string }>(
        'SELECT state, report, leased_until::text AS lease FROM job WHERE job_id = $1',
        [jobId],
      )
    ).rows[0] as CancelledJob & { readonly lease: string }
  const patience = { timeout: 15_000, interval: 10 }
  const rows = await house.owner.connect()
  await rows.query('BEGIN')
  await hold(rows)
  const worker = startWorker({
    pipeline: house.pipeline,
    tenants: () => Promise.resolve([house.tenantId]),
    failed: () => undefined,
    beatMs: 5,
  })
  await vi.waitUntil(isThere, patience)
  await house.owner.query(
    `UPDATE job SET cancelled_by = 'Ada Miller', cancelled_at = clock_timestamp() WHERE job_id = $1`,
    [jobId],
  )
  for (let beats = 0; beats < 2; beats += 1) {
    const { lease } = await job()
    await vi.waitUntil(async () => (await job()).lease !== lease, patience)
  }
  await rows.query('ROLLBACK')
  rows.release()
  await vi.waitUntil(async () => !['waiting', 'running'].includes((await job()).state), patience)
  await worker.stop()
  const { state, report } = await job()
  return { state, report }
}
