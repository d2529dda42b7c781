import type { User } from '@tallystick/accounts/model.ts'
import type { CommandContext } from '@tallystick/kernel/operation/implement.ts'
import { temporaryPasswordByMail } from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import { expirePassword } from './store/passwords.ts'
import { deleteSessionsOf } from './store/sessions.ts'

/** What the mail will bring. */
export type Mailed = 'link' | 'temporary-password'

/** Announces that a user is to be mailed help with the password; who writes the mail calls `passwordHelp`. */
export function announceHelp(ctx: CommandContext, user: User): void {
  const { id, userName, email, displayName: name, locale, kind } = user
  const subject = { kind: 'user', id, label: userName }
  ctx.emit('password-link.requested', subject, { userId: id, userName, email, name, locale, kind })
}

/**
 * The same for an asker who is entitled (an administrator, a right secret answer): where the producer mails
 * temporary passwords, the present one ends at once, and with it all sessions, so that `passwordHelp` makes
 * a temporary one. A stranger's request never gets this far, or it could take a password away.
 */
export async function announceEntitledHelp(ctx: CommandContext, user: User): Promise<Mailed> {
  const isTemporary = await settingOf(ctx, temporaryPasswordByMail)
  if (isTemporary) {
    await expirePassword(ctx, user.id)
    await deleteSessionsOf(ctx, user.id, null)
  }
  announceHelp(ctx, user)
  return isTemporary ? 'temporary-password' : 'link'
}
