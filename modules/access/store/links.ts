import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import sql from 'sql-template-tag'

/** What a one-time link was sent for. */
export type LinkPurpose = 'welcome' | 'reset-password'

/** Keeps the hash of a link's token. Earlier unused links of the user end. */
export async function insertLink(
  ctx: QueryContext,
  link: { tokenHash: Buffer; userId: string; purpose: LinkPurpose; expiresAt: string },
): Promise<void> {
  await spendLinksOf(ctx, link.userId)
  await ctx.tx.run(sql`INSERT INTO one_time_link (tenant_id, one_time_link_id, token_hash, user_id, purpose,
      created_at, expires_at)
    VALUES (${ctx.tenantId}, ${newId()}, ${link.tokenHash}, ${link.userId}, ${link.purpose},
      ${ctx.now.toString()}, ${link.expiresAt})`)
}

/** Whose link this is, when it can still be used. No lock: hashing follows. */
export async function usableLink(ctx: QueryContext, tokenHash: Buffer): Promise<{ userId: string } | null> {
  return ctx.tx.maybe<{ userId: string }>(sql`SELECT user_id AS "userId" FROM one_time_link
    WHERE tenant_id = ${ctx.tenantId} AND token_hash = ${tokenHash} AND used_at IS NULL
      AND expires_at > ${ctx.now.toString()}`)
}

/** Uses a link, and all others of the same user with it. False when somebody was faster. */
export async function takeLink(ctx: QueryContext, tokenHash: Buffer, userId: string): Promise<boolean> {
  const now = ctx.now.toString()
  const taken = await ctx.tx.run(sql`UPDATE one_time_link SET used_at = ${now}
    WHERE tenant_id = ${ctx.tenantId} AND token_hash = ${tokenHash} AND used_at IS NULL AND expires_at > ${now}`)
  if (taken === 1) await spendLinksOf(ctx, userId)
  return taken === 1
}

/** Makes all open links of a user useless, after the password was changed by other means. */
export async function spendLinksOf(ctx: QueryContext, userId: string): Promise<void> {
  await ctx.tx.run(sql`UPDATE one_time_link SET used_at = ${ctx.now.toString()}
    WHERE tenant_id = ${ctx.tenantId} AND user_id = ${userId} AND used_at IS NULL`)
}
