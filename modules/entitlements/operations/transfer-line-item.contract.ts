import { copies, defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { MoveOutcome, moveRefusalCodes, moveTargetCodes } from './move-shapes.contract.ts'
import { transferStates } from '../model.ts'

export const transferLineItem = defineCommand({
  name: 'transfer-line-item',
  summary:
    'Hand copies of a line item over to another account of the hierarchy; on hold until the producer approves.',
  rows: ['ENT-06', 'PRD-05'],
  rest: { method: 'POST', path: '/v1/line-items/{id}/transfer' },
  permission: 'entitlements.transfer',
  childPermission: 'child-line-items.transfer',
  input: z.object({
    id: refTo('line item'),
    account: refTo('account').meta({ label: 'Target account' }),
    copies: copies().optional().meta({ label: 'Transfer amount', help: 'Left out: all of them.' }),
    contact: refTo('contact').nullable().optional().meta({ label: 'Contact', help: 'Gets the mails.' }),
    note: z.string().max(1000).optional().meta({ label: 'Note for the approval', multiline: true }),
    keepsActivationId: z.boolean().optional().meta({
      label: 'Keep the activation ID',
      help: 'For the producer, and for all copies only. The origin gets a new ID.',
    }),
    entitlement: refTo('entitlement').nullable().optional().meta({
      label: 'Into the entitlement',
      help: 'For the producer: one of the target account. Left out: a new one.',
    }),
  }),
  output: MoveOutcome.extend({ transfer: z.object({ id: z.string(), state: z.enum(transferStates) }) }),
  refusals: [
    ...moveRefusalCodes,
    'transfer-producer-only',
    ...moveTargetCodes,
    'not-same-hierarchy',
    'entitlement-of-other-account',
    'entitlement-in-use',
    'amount-not-available',
    'activation-id-kept-twice',
  ],
  audit: { action: 'line-item.transferred', subjects: ['line-item', 'entitlement', 'account'] },
  emits: ['line-item-transfer.requested', 'line-item.transferred'],
})
