import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { mailFromName } from '@tallystick/settings/definitions.ts'
import { producerNameOf, settingOf, type SettingReader } from '@tallystick/settings/services.ts'
import type { MailAttachment, MailLanguage, MailTemplate } from './model.ts'
import { addressProblem } from './rules/addresses.ts'
import type { PlaceValues } from './rules/fill.ts'
import { insertMail } from './store/mails.ts'
import { composeMail } from './templates/compose.ts'

/** What a reaction wants to be mailed. */
export interface MailOrder {
  /** Event key; together with the template it makes the mail happen once. */
  readonly eventId: string
  readonly template: MailTemplate
  readonly language: MailLanguage
  readonly to: readonly string[]
  readonly values: PlaceValues
  /** Key of the reader, where an event is mailed to several people, each apart. */
  readonly readerId?: string
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
    cause: causeOf(order.eventId, template, order.readerId),
    template,
    language,
    to,
    ...composed,
    secret: order.secret ?? null,
    attachments: order.attachments ?? [],
  }
  await insertMail(ctx, draft, addressProblem(to))
}

/** What makes a mail happen once: its event and what it says, and to whom when several people get one each. */
export function causeOf(eventId: string, template: MailTemplate, readerId?: string): string {
  return readerId === undefined ? `${eventId} ${template}` : `${eventId} ${template} ${readerId}`
}

/** The name in front of the sender's address. */
export async function senderNameOf(ctx: SettingReader): Promise<string> {
  return (await settingOf(ctx, mailFromName)) || producerNameOf(ctx)
}
