import { rightsFromRow, rightsOfUser, type RightsRow } from '@tallystick/accounts/services.ts'
import type { Tx } from '@tallystick/kernel/db/pool.ts'
import type { Principal } from '@tallystick/kernel/operation/principal.ts'
import type { ResolveCredential } from '@tallystick/kernel/operation/run.ts'
import sql from 'sql-template-tag'
import { tenantIn, tokenHash } from './token.ts'

/** The tenant that a token names, or null for a text that is no token. */
export function tenantOfToken(token: string): string | null {
  return tenantIn(token)
}

interface SessionRow extends RightsRow {
  readonly sessionId: string
  readonly mustChangePassword: boolean
  readonly isStale: boolean
}

/** A session that was seen this long ago, in seconds, is written as seen again. */
const TOUCH_SECONDS = 60

/** Sessions whose touch is under way or done are remembered up to this number, then forgotten together. */
const TOUCHED_MAX = 10_000

/** Does something in a short transaction of its own, beside the request that noticed the need. */
export type InShort = (tenantId: string, write: (tx: Tx) => Promise<void>) => void

/**
 * Recognises session tokens: session, user, roles, accounts and product lines in one statement, because it
 * runs at every request.
 *
 * The time of last use is written through `inShort`, not in the request's transaction, which may be read only;
 * at most once a minute for each session, also when many requests arrive at once.
 */
export function credentialResolver(inShort: InShort): ResolveCredential {
  const touchedAt = new Map<string, number>()
  return async (tx, tenantId, credential, now) => {
    if (tenantIn(credential) !== tenantId) return null
    const row = await sessionOf(tx, tenantId, credential, now)
    if (!row) return null
    const before = touchedAt.get(row.sessionId) ?? -Infinity
    if (row.isStale && now.epochMilliseconds - before >= TOUCH_SECONDS * 1000) {
      if (touchedAt.size >= TOUCHED_MAX) touchedAt.clear()
      touchedAt.set(row.sessionId, now.epochMilliseconds)
      inShort(tenantId, (short) => touchSession(short, tenantId, row.sessionId, now))
    }
    return principalOf(tenantId, row)
  }
}

/** Keeps the time of last use; never moves it back. */
async function touchSession(
  tx: Tx,
  tenantId: string,
  sessionId: string,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run(sql`UPDATE session SET last_seen_at = ${now.toString()}
    WHERE tenant_id = ${tenantId} AND session_id = ${sessionId} AND last_seen_at < ${now.toString()}`)
}

/**
 * The session of a token with everything that its user may do, or null when it is unknown, over, idle for too
 * long, or its user was deactivated. Index look-ups only; the rights part is described at `rightsOfUser`.
 */
function sessionOf(
  tx: Tx,
  tenantId: string,
  token: string,
  now: Temporal.Instant,
): Promise<SessionRow | null> {
  const at = now.toString()
  const today = at.slice(0, 10)
  return tx.maybe<SessionRow>(sql`SELECT s.session_id AS "sessionId",
      coalesce(p.is_temporary, false) AS "mustChangePassword",
      s.last_seen_at <= ${now.subtract({ seconds: TOUCH_SECONDS }).toString()} AS "isStale", r.*
    FROM session s
    CROSS JOIN LATERAL (${rightsOfUser(sql`s.tenant_id`, sql`s.user_id`, sql`${today}::date`)}) AS r
    LEFT JOIN password p ON p.tenant_id = s.tenant_id AND p.user_id = s.user_id
    WHERE s.tenant_id = ${tenantId} AND s.token_hash = ${tokenHash(token)} AND s.expires_at > ${at}
      AND s.last_seen_at + make_interval(secs => s.idle_seconds) > ${at} AND r."isActive" AND r."maySignIn"`)
}

function principalOf(tenantId: string, row: SessionRow): Principal {
  const { sessionId, mustChangePassword } = row
  return { tenantId, sessionId, mustChangePassword, ...rightsFromRow(row) }
}
