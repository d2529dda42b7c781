import { rightsOfUser, type RightsRow } from '@tallystick/accounts/services.ts'
import type { Tx } from '@tallystick/kernel/db/pool.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import type { PortalName } from '../model.ts'

/** A session with the rights of its user. */
export interface SessionRow extends RightsRow {
  readonly sessionId: string
  readonly portal: PortalName
  readonly lastSeenAt: string
  readonly isTemporary: boolean
}

/**
 * Recognises a session by the hash of its token and reads all rights of its user: one statement of index
 * look-ups, because it runs at every request. Null when there is none, it has ended, or it was idle too long.
 */
export function sessionByToken(
  tx: Tx,
  tenantId: string,
  tokenHash: Buffer,
  now: Temporal.Instant,
): Promise<SessionRow | null> {
  const at = now.toString()
  return tx.maybe<SessionRow>(sql`SELECT s.session_id AS "sessionId", s.portal, s.last_seen_at AS "lastSeenAt",
      coalesce((SELECT p.is_temporary FROM password p WHERE p.tenant_id = s.tenant_id AND p.user_id = s.user_id),
        false) AS "isTemporary", rights.*
    FROM session s
    CROSS JOIN LATERAL (${rightsOfUser(sql`s.tenant_id`, sql`s.user_id`, sql`${at}::date`)}) AS rights
    WHERE s.tenant_id = ${tenantId} AND s.token_hash = ${tokenHash} AND s.expires_at > ${at}
      AND s.last_seen_at > ${at}::timestamptz - make_interval(secs => s.idle_seconds)`)
}

/** Opens a session. The token itself is never stored. */
export async function insertSession(
  ctx: QueryContext,
  session: {
    readonly id: string
    readonly tokenHash: Buffer
    readonly userId: string
    readonly portal: PortalName
    readonly expiresAt: string
    readonly idleSeconds: number
    readonly address: string
    readonly userAgent: string
  },
): Promise<void> {
  const at = ctx.now.toString()
  await ctx.tx.run(sql`INSERT INTO session (tenant_id, session_id, token_hash, user_id, portal, created_at,
      last_seen_at, expires_at, idle_seconds, address, user_agent)
    VALUES (${ctx.tenantId}, ${session.id}, ${session.tokenHash}, ${session.userId}, ${session.portal}, ${at}, ${at},
      ${session.expiresAt}, ${session.idleSeconds}, ${session.address}, ${session.userAgent})`)
}

/** Remembers that a session was in use. */
export async function touchSession(tx: Tx, tenantId: string, sessionId: string, at: string): Promise<void> {
  await tx.run(sql`UPDATE session SET last_seen_at = ${at}
    WHERE tenant_id = ${tenantId} AND session_id = ${sessionId} AND last_seen_at < ${at}`)
}

/** A session of a user as lists show it. */
export interface SessionView {
  readonly id: string
  readonly portal: PortalName
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly expiresAt: string
  readonly address: string
  readonly userAgent: string
}

/** Open sessions of a user, the newest first. */
export function sessionsOfUser(ctx: QueryContext, userId: string): Promise<SessionView[]> {
  return ctx.tx.rows(sql`SELECT session_id AS id, portal, created_at AS "createdAt", last_seen_at AS "lastSeenAt",
      expires_at AS "expiresAt", address, user_agent AS "userAgent"
    FROM session WHERE tenant_id = ${ctx.tenantId} AND user_id = ${userId} AND expires_at > ${ctx.now.toString()}
    ORDER BY created_at DESC LIMIT 100`)
}

/** Ends sessions of a user: one, or all except the one given. Tells how many. */
export function endSessions(
  ctx: QueryContext,
  userId: string,
  which: { readonly only: string } | { readonly except: string | null },
): Promise<number> {
  const rest = 'only' in which ? sql`session_id = ${which.only}` : sql`session_id IS DISTINCT FROM ${which.except}::uuid`
  return ctx.tx.run(sql`DELETE FROM session WHERE tenant_id = ${ctx.tenantId} AND user_id = ${userId} AND ${rest}`)
}
