import type { Reaction } from '@tallystick/kernel/outbox/deliver.ts'
import { z } from 'zod'
import { readShipToEmail } from './rules/activation-fields.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { insertShipments } from './store/shipments.ts'

/** Events whose licenses are mailed, by whoever caused them. */
const MAILED = [
  'license.activated',
  'license.emailed',
  'license.supplied',
  'license.returned',
  'license.repaired',
  'license.rehosted',
  'license.upgraded',
  'license.corrected',
  'license.transferred',
  'license.redistributed',
  'license.emergency-issued',
  'license.stop-gap-issued',
  'consolidated-license.emailed',
] as const

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
    to: MAILED,
    react: async (ctx, event) => {
      const { to, shipToEmail, ...mail } = MailedEvent.parse(event.payload)
      const read = readShipToEmail(shipToEmail ?? '')
      const receivers = to ?? (isRefusal(read) ? [] : read.addresses)
      if (receivers.length === 0) return
      await insertShipments(ctx, { ...mail, eventId: event.eventId, at: event.at, to: receivers })
    },
  },
]
