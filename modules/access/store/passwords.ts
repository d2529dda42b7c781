import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'

/** A user's password as it is kept. `temporaryUntil` is null for one that does not end. */
export interface PasswordRow {
  readonly hash: string
  readonly isTemporary: boolean
  readonly temporaryUntil: string | null
  readonly secretQuestion: string | null
  readonly secretAnswerHash: string | null
}

/** The password of a user, or null before the first one. No lock: hashing follows. */
export function passwordOf(ctx: QueryContext, userId: string): Promise<PasswordRow | null> {
  return ctx.tx.maybe<PasswordRow>(sql`SELECT hash, is_temporary AS "isTemporary",
      temporary_until AS "temporaryUntil", secret_question AS "secretQuestion",
      secret_answer_hash AS "secretAnswerHash"
    FROM password WHERE tenant_id = ${ctx.tenantId} AND user_id = ${userId}`)
}

/** A new password. `secret` null leaves the question as it is. */
export interface NewPassword {
  readonly hash: string
  readonly temporaryUntil: string | null
  readonly isTemporary: boolean
  readonly secret: { readonly question: string; readonly answerHash: string } | null
}

/** Writes a user's password, the first or another. */
export async function putPassword(ctx: QueryContext, userId: string, next: NewPassword): Promise<void> {
  const question = next.secret?.question ?? null
  const answer = next.secret?.answerHash ?? null
  await ctx.tx.run(sql`INSERT INTO password (tenant_id, user_id, hash, is_temporary, temporary_until,
      secret_question, secret_answer_hash, changed_at)
    VALUES (${ctx.tenantId}, ${userId}, ${next.hash}, ${next.isTemporary}, ${next.temporaryUntil}, ${question},
      ${answer}, ${ctx.now.toString()})
    ON CONFLICT (tenant_id, user_id) DO UPDATE SET hash = EXCLUDED.hash, is_temporary = EXCLUDED.is_temporary,
      temporary_until = EXCLUDED.temporary_until, changed_at = EXCLUDED.changed_at,
      secret_question = coalesce(EXCLUDED.secret_question, password.secret_question),
      secret_answer_hash = coalesce(EXCLUDED.secret_answer_hash, password.secret_answer_hash)`)
}

/** Ends a password now; the secret question stays. Nothing happens before the first one. */
export async function expirePassword(ctx: QueryContext, userId: string): Promise<void> {
  await ctx.tx.run(sql`UPDATE password SET is_temporary = true, temporary_until = ${ctx.now.toString()}
    WHERE tenant_id = ${ctx.tenantId} AND user_id = ${userId}`)
}
