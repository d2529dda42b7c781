import { z } from 'zod'
import { transferStates } from '../model.ts'

/** States of transfers, with the words that pages show. */
export const transferStateChoices = {
  waiting: 'Waiting',
  approved: 'Approved',
  rejected: 'Rejected',
  direct: 'By the producer',
} as const

/** A transfer as its page shows it. */
export const TransferView = z.object({
  id: z.string(),
  state: z.enum(transferStates),
  lineItemId: z.string(),
  activationId: z.string(),
  originLineItemId: z.string(),
  originActivationId: z.string(),
  products: z.string(),
  from: z.string(),
  to: z.string(),
  copies: z.int(),
  note: z.string(),
  reason: z.string(),
  requestedBy: z.string(),
  requestedAt: z.iso.datetime(),
  decidedBy: z.string(),
  decidedAt: z.iso.datetime().nullable(),
})
