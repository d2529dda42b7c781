import type pg from 'pg'
import { isUuid } from '../ids-time/ids.ts'
import { invariant, Unavailable } from '../errors/problems.ts'
import { APP_ROLE } from './migrate.ts'
import { ClientTx, connectionOf, isRetryable, type Tx } from './pool.ts'
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
 * Begin and tenant travel in one round trip; the tenant's key is checked before it enters that text.
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
    let broken: Error | undefined
    try {
      await client.query(beginText(tenantId, options))
      const result = await work(new ClientTx(client))
      await client.query(options.rollBack ? 'ROLLBACK' : 'COMMIT')
      return result
    } catch (error) {
      broken = await rollBack(client)
      if (!isRetryable(error)) throw error
      if (attempt > RERUNS_MAX) throw new Unavailable(BUSY, 2, 503, { cause: error })
    } finally {
      client.release(broken)
    }
    await new Promise((wake) => setTimeout(wake, Math.random() * 20 * attempt))
  }
}

/**
 * Commands keep their plans (see `openAppPool`). Reads may have them made anew when the values are worth it: how
 * rare a searched text is decides how a list is best found.
 */
function beginText(tenantId: string, options: TransactionOptions): string {
  const tenant = `SET LOCAL tallystick.tenant_id = '${tenantId}'`
  return options.readOnly ? `BEGIN READ ONLY; ${tenant}; SET LOCAL plan_cache_mode = auto` : `BEGIN; ${tenant}`
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
    options: `-c role=${APP_ROLE} -c TimeZone=UTC -c plan_cache_mode=force_generic_plan`,
  })
  // A connection that the database cuts between two statements says so by an event, which would end the process
  // if nobody listened. The next statement on it fails, and that is where it is handled.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}
