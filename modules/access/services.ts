import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { passwordHelpMinutes, welcomeLinkHours } from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import type { LinkPurpose } from './model.ts'
import { hashPassword } from './passwords.ts'
import { insertLink, putPassword } from './store/passwords.ts'
import { hashOfToken, newToken } from './tokens.ts'

/**
 * Makes a one-time link for a user and returns its token, which goes into the mail and nowhere else. An
 * earlier unused link of the user ends. Valid for the producer's welcome or password-help time.
 */
export async function issueOneTimeLink(ctx: QueryContext, userId: string, purpose: LinkPurpose): Promise<string> {
  const minutes =
    purpose === 'welcome' ? (await settingOf(ctx, welcomeLinkHours)) * 60 : await settingOf(ctx, passwordHelpMinutes)
  const token = newToken(ctx.tenantId)
  await insertLink(ctx, {
    id: newId(),
    tokenHash: hashOfToken(token),
    userId,
    purpose,
    expiresAt: ctx.now.add({ minutes }).toString(),
  })
  return token
}

/** Sets the password of a user without asking for the present one: first start and restored installations. */
export async function setPassword(ctx: QueryContext, userId: string, password: string): Promise<void> {
  await putPassword(ctx, userId, { hash: await hashPassword(password) })
}
