import sql from 'sql-template-tag'
import { userById } from '@tallystick/accounts/services.ts'
import type { Tx } from '@tallystick/kernel/db/pool.ts'
import { randomGroups } from '@tallystick/kernel/ids-time/crockford.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import * as settings from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import { hashPassword } from './password-hash.ts'
import { insertLink, type LinkPurpose } from './store/links.ts'
import { passwordOf, putPassword } from './store/passwords.ts'
import { newToken, tokenHash } from './token.ts'

/** What lets a person in once: a link's token, or a temporary password where the producer prefers that. */
export interface PasswordHelp {
  readonly kind: 'link' | 'password'
  /** The token or the password itself; it goes into the mail and is kept nowhere else in the clear. */
  readonly secret: string
  readonly userName: string
  readonly displayName: string
  readonly email: string
  readonly locale: string
  readonly timeZone: string
  readonly portal: 'producer' | 'end-user'
  readonly expiresAt: string
}

/**
 * Makes the help that a welcome or password mail carries, for the reaction that writes the mail. Null for a
 * user who may not sign in. An earlier unused link of the user ends. Rows LOG-06, LOG-07.
 *
 * A one-time link, unless the producer mails temporary passwords *and* the user has no lasting password: a
 * stranger who knows a name could otherwise take its owner's password away.
 */
export async function passwordHelp(
  ctx: QueryContext,
  userId: string,
  purpose: LinkPurpose,
): Promise<PasswordHelp | null> {
  const user = await userById(ctx, userId)
  if (!user?.isActive || !user.maySignIn) return null
  const minutes =
    purpose === 'welcome'
      ? (await settingOf(ctx, settings.welcomeLinkHours)) * 60
      : await settingOf(ctx, settings.passwordHelpMinutes)
  const expiresAt = ctx.now.add({ minutes }).toString()
  const isTemporary = await mayBeTemporary(ctx, userId)
  const secret = isTemporary
    ? await makePassword(ctx, userId, expiresAt)
    : await makeLink(ctx, userId, purpose, expiresAt)
  const { userName, displayName, email, locale, timeZone } = user
  const portal = user.kind === 'producer' ? 'producer' : 'end-user'
  return {
    kind: isTemporary ? 'password' : 'link',
    secret,
    userName,
    displayName,
    email,
    locale,
    timeZone,
    portal,
    expiresAt,
  }
}

async function mayBeTemporary(ctx: QueryContext, userId: string): Promise<boolean> {
  if (!(await settingOf(ctx, settings.temporaryPasswordByMail))) return false
  const present = await passwordOf(ctx, userId)
  return present === null || present.isTemporary
}

async function makePassword(ctx: QueryContext, userId: string, temporaryUntil: string): Promise<string> {
  const password = randomGroups(3)
  const hash = await hashPassword(password)
  await putPassword(ctx, userId, { hash, isTemporary: true, temporaryUntil, secret: null })
  return password
}

async function makeLink(
  ctx: QueryContext,
  userId: string,
  purpose: LinkPurpose,
  expiresAt: string,
): Promise<string> {
  const token = newToken('link', ctx.tenantId)
  await insertLink(ctx, { tokenHash: tokenHash(token), userId, purpose, expiresAt })
  return token
}

/** Gives a user a lasting password without any rule; for the first administrator of an installation. */
export async function setPassword(ctx: QueryContext, userId: string, password: string): Promise<void> {
  const hash = await hashPassword(password)
  await putPassword(ctx, userId, { hash, isTemporary: false, temporaryUntil: null, secret: null })
}

/** Removes sessions and links that have ended, and wrong passwords that are no longer counted. */
export async function forgetEndedAccess(tx: Tx, tenantId: string, now: Temporal.Instant): Promise<void> {
  const at = now.toString()
  await tx.run(sql`DELETE FROM session WHERE tenant_id = ${tenantId} AND expires_at < ${at}`)
  await tx.run(sql`DELETE FROM one_time_link WHERE tenant_id = ${tenantId} AND expires_at < ${at}`)
  await tx.run(sql`DELETE FROM sign_in_failure WHERE tenant_id = ${tenantId}
    AND window_started_at < ${at}::timestamptz - make_interval(days => 1)`)
}
