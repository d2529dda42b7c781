import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import type { LinkPurpose } from '../model.ts'

/** The password of a user as it is stored. */
export interface PasswordRow {
  readonly hash: string
  readonly isTemporary: boolean
  readonly temporaryUntil: string | null
  readonly secretQuestion: string | null
  readonly secretAnswerHash: string | null
}

/** The stored password of a user; null before one was chosen. */
export function passwordOf(ctx: QueryContext, userId: string): Promise<PasswordRow | null> {
  return ctx.tx.maybe(sql`SELECT hash, is_temporary AS "isTemporary", temporary_until AS "temporaryUntil",
      secret_question AS "secretQuestion", secret_answer_hash AS "secretAnswerHash"
    FROM password WHERE tenant_id = ${ctx.tenantId} AND user_id = ${userId}`)
}

/** Sets a password. A secret question stays unless a new one is given. */
export async function putPassword(
  ctx: QueryContext,
  userId: string,
  password: {
    readonly hash: string
    readonly temporaryUntil?: string
    readonly secret?: { readonly question: string; readonly answerHash: string }
  },
): Promise<void> {
  const { secret, temporaryUntil } = password
  await ctx.tx.run(sql`INSERT INTO password (tenant_id, user_id, hash, is_temporary, temporary_until,
      secret_question, secret_answer_hash, changed_at)
    VALUES (${ctx.tenantId}, ${userId}, ${password.hash}, ${temporaryUntil !== undefined}, ${temporaryUntil ?? null},
      ${secret?.question ?? null}, ${secret?.answerHash ?? null}, ${ctx.now.toString()})
    ON CONFLICT (tenant_id, user_id) DO UPDATE SET hash = EXCLUDED.hash, is_temporary = EXCLUDED.is_temporary,
      temporary_until = EXCLUDED.temporary_until, changed_at = EXCLUDED.changed_at,
      secret_question = coalesce(EXCLUDED.secret_question, password.secret_question),
      secret_answer_hash = coalesce(EXCLUDED.secret_answer_hash, password.secret_answer_hash)`)
}

/** Keeps a link that was mailed, by the hash of its token. Earlier unused ones of the user end. */
export async function insertLink(
  ctx: QueryContext,
  link: {
    readonly id: string
    readonly tokenHash: Buffer
    readonly userId: string
    readonly purpose: LinkPurpose
    readonly expiresAt: string
  },
): Promise<void> {
  await ctx.tx.run(sql`WITH earlier AS (
      DELETE FROM one_time_link WHERE tenant_id = ${ctx.tenantId} AND user_id = ${link.userId} AND used_at IS NULL)
    INSERT INTO one_time_link (tenant_id, one_time_link_id, token_hash, user_id, purpose, created_at, expires_at)
    VALUES (${ctx.tenantId}, ${link.id}, ${link.tokenHash}, ${link.userId}, ${link.purpose}, ${ctx.now.toString()},
      ${link.expiresAt})`)
}

/** Marks a link used and tells whose it is; null when it is unknown, used or past its time. Once only. */
export async function useLink(ctx: QueryContext, tokenHash: Buffer): Promise<string | null> {
  const row = await ctx.tx.maybe<{ userId: string }>(sql`UPDATE one_time_link SET used_at = ${ctx.now.toString()}
    WHERE tenant_id = ${ctx.tenantId} AND token_hash = ${tokenHash} AND used_at IS NULL
      AND expires_at > ${ctx.now.toString()}
    RETURNING user_id AS "userId"`)
  return row?.userId ?? null
}
