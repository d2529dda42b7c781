import type pg from 'pg'
import { isUuid } from '../ids-time/ids.ts'
import { invariant, Unavailable } from '../errors/problems.ts'
import { APP_ROLE } from './migrate.ts'
import { ClientTx, connectionOf, isRetryable, together, type Tx } from './pool.ts'
import pgModule from 'pg'

/** How often a transaction is run again after a serialization failure or a deadlock: six runs in all. */
const RERUNS_MAX = 5

const BUSY = 'Others are changing the same records just now. Nothing was changed here; try again.'

/** What `inTransaction` may be told: reads are opened read only, verifications are rolled back. */
export interface TransactionOptions {
  readonly readOnly?: boolean
  readonly rollBack?: boolean
}

/**
 * Runs work in a transaction of one tenant, and again (at most five times, with jitter) when the database
 * asks for it. Safe because the work can have no effect but rows. Throws `Unavailable` when the last run ends
 * like those before it, so that the caller may simply ask again.
 *
 * Begin and tenant travel with the work's first statement, what was sent ahead travels with the commit. The
 * tenant's key is checked before it enters that text.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  tenantId: string,
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  invariant(isUuid(tenantId), 'A tenant key is a UUID.')
  for (let attempt = 1; ; attempt += 1) {
    const client = await pool.connect()
    const tx = new ClientTx(client)
    let broken: Error | undefined
    together(client)
    const begun = quiet(client.query(beginText(tenantId, options)))
    try {
      const result = await work(tx)
      const ended = quiet(client.query(options.rollBack ? 'ROLLBACK' : 'COMMIT'))
      await begun
      await tx.settled()
      await ended
      return result
    } catch (late) {
      const error = await firstOf([begun, tx.settled()], late)
      broken = await rollBack(client)
      if (!isRetryable(error)) throw error
      if (attempt > RERUNS_MAX) throw new Unavailable(BUSY, 2, 503, { cause: error })
    } finally {
      client.release(broken)
    }
    await new Promise((wake) => setTimeout(wake, Math.random() * 20 * attempt))
  }
}

/** A promise that is looked at later; until then its failure is nobody's. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}

/** The error of what was sent first: all that came after it in the transaction only failed because of it. */
async function firstOf(sent: readonly Promise<unknown>[], late: unknown): Promise<unknown> {
  for (const one of sent) {
    try {
      await one
    } catch (early) {
      return early
    }
  }
  return late
}

/**
 * Commands keep their plans (see `openAppPool`). Reads may have them made anew when the values are worth it: how
 * rare a searched text is decides how a list is best found.
 */
function beginText(tenantId: string, options: TransactionOptions): string {
  const tenant = `SET LOCAL tallystick.tenant_id = '${tenantId}'`
  return options.readOnly
    ? `BEGIN READ ONLY; ${tenant}; SET LOCAL plan_cache_mode = auto`
    : `BEGIN; ${tenant}`
}

async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('ROLLBACK')
    return undefined
  } catch (error) {
    return error as Error
  }
}

/**
 * The pool of the application's role over the given database.
 *
 * Prepared statements keep one plan: statements of commands look rows up by their keys, for which any values have
 * the same best plan, and planning the facts of an activation takes ten times as long as reading them.
 */
export function openAppPool(url: string, connectionsMax = 20): pg.Pool {
  const pool = new pgModule.Pool({
    ...connectionOf(url),
    max: connectionsMax,
    application_name: 'tallystick',
    pipeline: true,
    options: `-c role=${APP_ROLE} -c TimeZone=UTC -c plan_cache_mode=force_generic_plan`,
  })
  // A connection that the database cuts between two statements says so by an event, which would end the process
  // if nobody listened. The next statement on it fails, and that is where it is handled.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}
