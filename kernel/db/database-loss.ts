import { sqlState } from './pool.ts'

/** How often and how long a lost database is waited for: 20 times, up to 2 seconds each. */
const TRIES_MAX = 20
const WAIT_MAX_MS = 2000

const LOST = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '08003',
  // Our own limit for a transaction that stands still; see `RecordImporter`.
  '25P03',
])

/** Runs work again after the database was lost, so that a restart of the database does not end a job. */
export async function survivingLoss<T>(work: () => Promise<T>, isStopped: () => boolean): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isLoss(error) || attempt >= TRIES_MAX || isStopped()) throw error
      await new Promise((wake) => setTimeout(wake, Math.min(WAIT_MAX_MS, 100 * attempt)))
    }
  }
}

/** Whether an error says that the database was lost. What was sent last may have been done or not. */
export function isLoss(error: unknown): boolean {
  if (LOST.has(sqlState(error) ?? '')) return true
  return error instanceof Error && /terminat|Connection ended|not queryable/i.test(error.message)
}
