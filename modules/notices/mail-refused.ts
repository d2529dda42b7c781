import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { DeliveredEvent } from '@tallystick/kernel/outbox/deliver.ts'
import { z } from 'zod'
import { queueMail } from './queue-mail.ts'
import type { NoticeParts } from './parts.ts'
import { readAddresses } from './rules/addresses.ts'
import { mailLanguageOf } from './rules/language.ts'

const Refused = z.object({
  fulfillmentCode: z.string(),
  products: z.string(),
  shipToEmail: z.string(),
  copiesReturned: z.int(),
  goodAgain: z.string().nullable(),
})

const RejectedEvent = z.object({
  reason: z.string(),
  language: z.string().nullish(),
  licenses: z.array(Refused).default([]),
})

/**
 * Whoever the activation or the act named hears that a license on hold was refused: why, and what became of the copies,
 * or which earlier license is good again. Those with the same addresses stand in one mail. CERT-05.
 */
export async function mailRefused(
  parts: NoticeParts,
  ctx: QueryContext,
  event: DeliveredEvent,
): Promise<void> {
  const { reason, language, licenses } = RejectedEvent.parse(event.payload)
  for (const shipToEmail of new Set(licenses.map((one) => one.shipToEmail))) {
    const to = readAddresses(shipToEmail)
    if (to.length === 0) continue
    const own = licenses.filter((one) => one.shipToEmail === shipToEmail)
    const again = own.filter(({ goodAgain }) => goodAgain !== null)
    const ended = own.filter(({ goodAgain }) => goodAgain === null)
    const order = (about: typeof own, lines: readonly string[]) => ({
      eventId: event.eventId,
      language: mailLanguageOf(language),
      to,
      readerId: shipToEmail,
      values: {
        products: [...new Set(about.map(({ products }) => products))].join(', '),
        reason,
        licenses: lines,
        portal: `${parts.publicUrl}/portal/`,
      },
    })
    if (ended.length > 0) {
      const lines = ended.map((one) => `${one.products} (${one.fulfillmentCode}): ${one.copiesReturned}`)
      await queueMail(ctx, { ...order(ended, lines), template: 'license-refused' })
    }
    if (again.length > 0) {
      const lines = again.map((one) => `${one.products} (${one.goodAgain})`)
      await queueMail(ctx, { ...order(again, lines), template: 'license-good-again' })
    }
  }
}
