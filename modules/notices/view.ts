import { fillText } from '@tallystick/kernel/errors/refusal.ts'
import type { CommandsView } from '@tallystick/kernel/operation/define.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { noticesRefusals } from './refusals.ts'
import { refuseResend } from './rules/resend.ts'
import { SECRET_PLACE, withSecret } from './rules/secret.ts'
import { listAttachments, type MailRow } from './store/mails.ts'

/**
 * A mail as pages show it. Links that let somebody in are shown only to those who may manage users anyway;
 * to others, and when they are gone, their place is marked.
 */
export async function viewMail(ctx: QueryContext, mail: MailRow) {
  const { secret, bodyText, bodyHtml, nextAttemptAt, ...rest } = mail
  const shown = ctx.may('users.manage') ? secret : null
  return {
    ...rest,
    to: [...mail.to],
    bodyText: hideSecret(withSecret(bodyText, shown)),
    bodyHtml: hideSecret(withSecret(bodyHtml, shown)),
    nextAttemptAt: mail.state === 'waiting' ? nextAttemptAt : null,
    attachments: await listAttachments(ctx, mail.id),
    commands: commandsOf(ctx, mail),
  }
}

function hideSecret(body: string): string {
  return body.replaceAll(SECRET_PLACE, '…')
}

function commandsOf(ctx: QueryContext, mail: MailRow): CommandsView {
  if (!ctx.may('mails.manage')) return {}
  const refusal = refuseResend({ ...mail, hasSecret: mail.secret !== null })
  if (refusal === null) return { 'resend-mail': { allowed: true } }
  const say = noticesRefusals[refusal.code]?.say ?? refusal.code
  return { 'resend-mail': { allowed: false, code: refusal.code, reason: fillText(say, refusal.data) } }
}
