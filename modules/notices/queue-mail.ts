import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { mailFromName, producerName } from '@tallystick/settings/definitions.ts'
import { settingOf, type SettingReader } from '@tallystick/settings/services.ts'
import type { MailAttachment, MailLanguage, MailTemplate } from './model.ts'
import { addressProblem } from './rules/addresses.ts'
import type { PlaceValues } from './rules/fill.ts'
import { insertMail, tenantName } from './store/mails.ts'
import { composeMail } from './templates/compose.ts'

/** What a reaction wants to be mailed. */
export interface MailOrder {
  /** Event key; together with the template it makes the mail happen once. */
  readonly eventId: string
  readonly template: MailTemplate
  readonly language: MailLanguage
  readonly to: readonly string[]
  readonly values: PlaceValues
  readonly secret?: string
  readonly attachments?: readonly MailAttachment[]
}

/**
 * Composes a mail and writes it for the sender, in the caller's transaction.
 *
 * Addresses that cannot be sent to do not throw, because that would hold up every event behind this one: the
 * mail is written as failed and says why.
 */
export async function queueMail(ctx: QueryContext, order: MailOrder): Promise<void> {
  const { template, language, to } = order
  const producer = await producerNameOf(ctx)
  const composed = composeMail(template, language, { producer, ...order.values })
  const draft = {
    cause: causeOf(order.eventId, template),
    template,
    language,
    to,
    ...composed,
    secret: order.secret ?? null,
    attachments: order.attachments ?? [],
  }
  await insertMail(ctx, draft, addressProblem(to))
}

/** What makes a mail happen once. */
export function causeOf(eventId: string, template: MailTemplate): string {
  return `${eventId} ${template}`
}

/** The name that mails show for the producer. */
export async function producerNameOf(ctx: SettingReader): Promise<string> {
  return (await settingOf(ctx, producerName)) || (await tenantName(ctx.tx, ctx.tenantId))
}

/** The name in front of the sender's address. */
export async function senderNameOf(ctx: SettingReader): Promise<string> {
  return (await settingOf(ctx, mailFromName)) || producerNameOf(ctx)
}
