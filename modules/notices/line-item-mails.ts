import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { DeliveredEvent, Reaction } from '@tallystick/kernel/outbox/deliver.ts'
import { z } from 'zod'
import { queueMail } from './queue-mail.ts'
import { readAddresses } from './rules/addresses.ts'
import { mailLanguageOf } from './rules/language.ts'
import { endingLine, factLines } from './templates/line-item-lines.ts'

/** Turns events about line items into mails: what somebody is told of one, and requests to renew. */
export function lineItemReactions(parts: { readonly publicUrl: string }): readonly Reaction[] {
  return [
    { to: ['line-item.emailed'], react: (ctx, event) => mailLineItem(parts.publicUrl, ctx, event) },
    { to: ['renewal.requested'], react: mailRequest },
  ]
}

const EmailedEvent = z.object({
  to: z.array(z.string()),
  language: z.string().nullish(),
  message: z.string().default(''),
  lineItem: z.object({
    id: z.string(),
    activationId: z.string(),
    entitlementCode: z.string(),
    product: z.string(),
    licenseModel: z.string(),
    soldTo: z.string(),
    orderId: z.string(),
    copies: z.int(),
    term: z.union([
      z.object({ kind: z.enum(['permanent', 'date']) }),
      z.object({
        kind: z.literal('duration'),
        amount: z.int(),
        unit: z.enum(['days', 'weeks', 'months', 'years']),
      }),
    ]),
    endsOn: z.string().nullable(),
    maintenance: z.array(z.string()),
  }),
})

async function mailLineItem(publicUrl: string, ctx: QueryContext, event: DeliveredEvent): Promise<void> {
  const { to, language: asked, message, lineItem } = EmailedEvent.parse(event.payload)
  const language = mailLanguageOf(asked)
  await queueMail(ctx, {
    eventId: event.eventId,
    template: 'line-item-emailed',
    language,
    to: readAddresses(to),
    values: {
      message: message.trim(),
      product: lineItem.product,
      activationId: lineItem.activationId,
      entitlementId: lineItem.entitlementCode,
      facts: factLines(language, lineItem),
      portal: `${publicUrl}/portal/entitlements/${lineItem.id}`,
    },
  })
}

const RequestedEvent = z.object({
  to: z.string(),
  requester: z.object({ name: z.string(), email: z.string(), locale: z.string().nullish() }),
  lineItems: z.array(
    z.object({
      activationId: z.string(),
      product: z.string(),
      type: z.enum(['subscription', 'maintenance']),
      accountName: z.string(),
      copies: z.int(),
      endsOn: z.string(),
      daysRemaining: z.int(),
    }),
  ),
})

/** One mail to the producer, and the same to who asked, in the language of who asked. */
async function mailRequest(ctx: QueryContext, event: DeliveredEvent): Promise<void> {
  const { to, requester, lineItems } = RequestedEvent.parse(event.payload)
  const language = mailLanguageOf(requester.locale)
  const values = {
    name: requester.name,
    email: requester.email,
    lineItems: lineItems.map(({ type, ...item }) =>
      endingLine(language, { ...item, isMaintenance: type === 'maintenance' }),
    ),
  }
  const mail = { eventId: event.eventId, language, values }
  await queueMail(ctx, { ...mail, template: 'renewal-requested', to: [to] })
  await queueMail(ctx, { ...mail, template: 'renewal-requested-copy', to: [requester.email] })
}
