import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

export const requestRenewal = defineCommand({
  name: 'request-renewal',
  summary:
    'Mail the producer that line items are to be renewed, with a copy to who asks. Nothing is ordered yet.',
  rows: ['ENT-09'],
  rest: { method: 'POST', path: '/v1/expiring-entitlements/request' },
  permission: 'expiring-entitlements.view',
  childPermission: 'child-line-items.view',
  input: z.object({
    lineItems: z
      .array(refTo('line item'))
      .min(1)
      .max(500)
      .meta({ label: 'Line items', description: 'Keys or activation IDs of what is to be renewed.' }),
  }),
  output: z.object({
    lineItems: z.int(),
    copyTo: z.string().meta({ description: 'Who gets the copy.' }),
  }),
  refusals: ['line-item-without-end', 'requester-without-address'],
  audit: { action: 'renewal.requested', subjects: ['line-item', 'user'] },
  emits: ['renewal.requested'],
})
