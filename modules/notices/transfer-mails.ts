import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { DeliveredEvent, Reaction } from '@tallystick/kernel/outbox/deliver.ts'
import { z } from 'zod'
import type { MailTemplate } from './model.ts'
import { queueMail } from './queue-mail.ts'
import { readAddresses } from './rules/addresses.ts'
import { mailLanguageOf } from './rules/language.ts'

/** Which mail each event of a split or transfer makes. */
const TEMPLATES = {
  'line-item.split': 'copies-split',
  'line-item.transferred': 'copies-transferred',
  'entitlement.transferred': 'copies-transferred',
  'line-item-transfer.requested': 'transfer-requested',
  'line-item-transfer.approved': 'transfer-approved',
  'line-item-transfer.rejected': 'transfer-rejected',
} as const satisfies Readonly<Record<string, MailTemplate>>

/** Turns splits and transfers into mails to both sides. [ENT-04] [ENT-05] [ENT-06] */
export function transferReactions(parts: { readonly publicUrl: string }): readonly Reaction[] {
  return Object.entries(TEMPLATES).map(([type, template]) => ({
    to: [type],
    react: (ctx: QueryContext, event: DeliveredEvent) => tellBoth(parts.publicUrl, ctx, event, template),
  }))
}

const MovedEvent = z.object({
  products: z.string(),
  copies: z.int(),
  fromLabel: z.string(),
  toLabel: z.string(),
  reason: z.string().default(''),
  language: z.string().nullish(),
  tellGiver: z.array(z.string()),
  tellTaker: z.array(z.string()),
})

/** Each side gets a mail of its own, so that nobody reads the addresses of the other. */
async function tellBoth(
  publicUrl: string,
  ctx: QueryContext,
  event: DeliveredEvent,
  template: MailTemplate,
): Promise<void> {
  const { products, copies, fromLabel, toLabel, reason, language, ...told } = MovedEvent.parse(event.payload)
  const sides = [
    ['giver', told.tellGiver],
    ['taker', told.tellTaker],
  ] as const
  for (const [readerId, addresses] of sides) {
    const to = readAddresses([...addresses])
    if (to.length === 0) continue
    await queueMail(ctx, {
      eventId: event.eventId,
      readerId,
      template,
      language: mailLanguageOf(language),
      to,
      values: {
        products,
        copies: String(copies),
        from: fromLabel,
        to: toLabel,
        reason: reason.trim(),
        portal: `${publicUrl}/portal/entitlements`,
      },
    })
  }
}
