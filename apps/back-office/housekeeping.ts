import { forgetEndedAccess } from '@tallystick/access/services.ts'
import { inTransaction } from '@tallystick/kernel/db/transaction.ts'
import { forgetOldKeys } from '@tallystick/kernel/idempotency/idempotency.ts'
import { loop, type Worker } from '@tallystick/kernel/jobs/worker.ts'
import type pg from 'pg'

/** How often what has passed its time is removed, in milliseconds. */
const HOUR_MS = 3_600_000

/** Removes, once an hour, what has passed its time: repeat keys, sessions, links. */
export function startHousekeeping(
  pool: pg.Pool,
  tenants: () => Promise<readonly string[]>,
  failed: (what: unknown, error: unknown) => void,
): Worker {
  return loop(HOUR_MS, async (isStopped) => {
    for (const tenantId of await tenants()) {
      if (isStopped()) break
      const now = Temporal.Now.instant()
      await inTransaction(pool, tenantId, async (tx) => {
        await forgetOldKeys(tx, tenantId, now)
        await forgetEndedAccess(tx, tenantId, now)
      }).catch((error: unknown) => failed('housekeeping', error))
    }
    return false
  })
}
