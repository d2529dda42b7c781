import { rightsFromRow } from '@tallystick/accounts/services.ts'
import type { Tx } from '@tallystick/kernel/db/pool.ts'
import type { Principal } from '@tallystick/kernel/operation/principal.ts'
import { sessionByToken, touchSession } from './store/sessions.ts'
import { hashOfToken } from './tokens.ts'

export { tenantOfToken } from './tokens.ts'

/** A session's last use is written at most this often, in seconds. */
const TOUCH_SECONDS = 60

/** Does something in a short transaction of its own, outside the request that noticed the need. */
export type InShort = (tenantId: string, write: (tx: Tx) => Promise<void>) => void

/**
 * Recognises the bearer of a session token, inside the operation's own transaction.
 *
 * The time of last use is not written there, which may be read only and would make every request wait on the
 * session's row, but through `inShort`, at most once a minute.
 */
export function credentialResolver(inShort: InShort) {
  return async (tx: Tx, tenantId: string, token: string, now: Temporal.Instant): Promise<Principal | null> => {
    const row = await sessionByToken(tx, tenantId, hashOfToken(token), now)
    if (!row?.isActive || !row.maySignIn) return null
    const idle = now.since(Temporal.Instant.from(row.lastSeenAt)).total('seconds')
    if (idle > TOUCH_SECONDS) {
      inShort(tenantId, (short) => touchSession(short, tenantId, row.sessionId, now.toString()))
    }
    return {
      tenantId,
      ...rightsFromRow(row),
      sessionId: row.sessionId,
      mustChangePassword: row.isTemporary,
    }
  }
}
