import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { entitlementStateCodes } from '../rules/lifecycle.ts'
import { EntitlementIdField } from './entitlement-shapes.contract.ts'
import { moveTargetCodes } from './move-shapes.contract.ts'

export const transferEntitlement = defineCommand({
  name: 'transfer-entitlement',
  summary:
    'Hand a whole entitlement over to another account: it becomes obsolete, and a new one has its line items.',
  rows: ['ENT-06'],
  rest: { method: 'POST', path: '/v1/entitlements/{id}/transfer' },
  permission: 'entitlements.approve-transfers',
  input: z.object({
    id: refTo('entitlement'),
    account: refTo('account').meta({ label: 'Target account' }),
    contact: refTo('contact').nullable().optional().meta({ label: 'Contact', help: 'Gets the mails.' }),
    entitlementId: EntitlementIdField,
    keepsActivationIds: z.boolean().optional().meta({
      label: 'Keep the activation IDs',
      help: 'The origins get new ones.',
    }),
    note: z.string().max(1000).optional().meta({ label: 'Note', multiline: true }),
  }),
  output: z.object({
    id: z.string(),
    entitlementId: z.string(),
    lineItems: z.array(z.object({ from: z.string(), to: z.string(), copies: z.int() })),
  }),
  refusals: [
    ...entitlementStateCodes,
    'move-of-bulk',
    'entitlement-id-characters',
    'entitlement-id-taken',
    ...moveTargetCodes,
    'line-item-on-hold',
    'entitlement-in-use',
    'nothing-to-transfer',
    'activation-id-taken',
  ],
  audit: { action: 'entitlement.transferred', subjects: ['entitlement', 'line-item', 'account'] },
  emits: ['entitlement.transferred'],
})
