import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import type { SignInPortal } from '../rules/sign-in.ts'

/** A session that begins. */
export interface NewSession {
  readonly id: string
  readonly tokenHash: Buffer
  readonly userId: string
  readonly portal: SignInPortal
  readonly expiresAt: string
  readonly idleSeconds: number
  readonly address: string
  readonly userAgent: string
}

/** Begins a session, and forgets those of the same user that are over. */
export async function insertSession(ctx: QueryContext, session: NewSession): Promise<void> {
  const now = ctx.now.toString()
  await ctx.tx.run(sql`WITH over AS (DELETE FROM session
      WHERE tenant_id = ${ctx.tenantId} AND user_id = ${session.userId} AND (expires_at <= ${now}
        OR last_seen_at + make_interval(secs => idle_seconds) <= ${now}))
    INSERT INTO session (tenant_id, session_id, token_hash, user_id, portal, created_at, last_seen_at, expires_at,
      idle_seconds, address, user_agent)
    VALUES (${ctx.tenantId}, ${session.id}, ${session.tokenHash}, ${session.userId}, ${session.portal}, ${now},
      ${now}, ${session.expiresAt}, ${session.idleSeconds}, ${session.address}, ${session.userAgent})`)
}

/** Ends one session of a user; false when it was no session of that user. */
export async function deleteSession(ctx: QueryContext, userId: string, sessionId: string): Promise<boolean> {
  const gone = await ctx.tx.run(sql`DELETE FROM session
    WHERE tenant_id = ${ctx.tenantId} AND user_id = ${userId} AND session_id = ${sessionId}`)
  return gone === 1
}

/** Ends all sessions of a user but one; how many. */
export function deleteSessionsOf(
  ctx: QueryContext,
  userId: string,
  exceptId: string | null,
): Promise<number> {
  return ctx.tx.run(sql`DELETE FROM session WHERE tenant_id = ${ctx.tenantId} AND user_id = ${userId}
    AND session_id IS DISTINCT FROM ${exceptId}`)
}

/** Portal and end of a session. */
export function sessionById(ctx: QueryContext, sessionId: string) {
  return ctx.tx.maybe<{
    portal: SignInPortal
    expiresAt: string
  }>(sql`SELECT portal, expires_at AS "expiresAt"
    FROM session WHERE tenant_id = ${ctx.tenantId} AND session_id = ${sessionId}`)
}
