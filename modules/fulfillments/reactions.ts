import type { Reaction } from '@tallystick/kernel/outbox/deliver.ts'
import { z } from 'zod'
import { MAILED_EVENTS } from './model.ts'
import { readShipToEmail } from './rules/activation-fields.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { insertShipments } from './store/shipments.ts'

const MailedEvent = z.object({
  fulfillmentIds: z.array(z.string()).default([]),
  consolidatedIds: z.array(z.string()).default([]),
  to: z.array(z.string()).optional(),
  shipToEmail: z.string().nullish(),
  by: z.string().optional(),
})

/** What the room does when its own events arrive: it keeps record of what was mailed. LIFE-07. */
export const fulfillmentReactions: readonly Reaction[] = [
  {
    to: Object.values(MAILED_EVENTS).flat(),
    react: async (ctx, event) => {
      const { to, shipToEmail, ...mail } = MailedEvent.parse(event.payload)
      const read = readShipToEmail(shipToEmail ?? '')
      const receivers = to ?? (isRefusal(read) ? [] : read.addresses)
      if (receivers.length === 0) return
      await insertShipments(ctx, { ...mail, eventId: event.eventId, at: event.at, to: receivers })
    },
  },
]
