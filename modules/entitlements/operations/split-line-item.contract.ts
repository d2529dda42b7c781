import { copies, defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { tiers } from '../model.ts'
import { MoveOutcome, moveRefusalCodes, moveTargetCodes } from './move-shapes.contract.ts'

export const splitLineItem = defineCommand({
  name: 'split-line-item',
  summary:
    'Hand a part of the free copies on to a related account, into a line item alike or a new entitlement.',
  rows: ['ENT-05'],
  rest: { method: 'POST', path: '/v1/line-items/{id}/split' },
  permission: 'entitlements.split',
  childPermission: 'child-line-items.split',
  input: z.object({
    id: refTo('line item'),
    account: refTo('account').meta({ label: 'Target account' }),
    tier: z.enum(tiers).meta({ label: 'Tier of the target account' }),
    contact: refTo('contact').nullable().optional().meta({ label: 'Contact', help: 'Gets the mails.' }),
    copies: copies().meta({ label: 'Split amount' }),
    into: refTo('line item').nullable().optional().meta({
      label: 'Line item of the target account',
      help: 'One that is alike. Leave empty to make a new entitlement.',
    }),
  }),
  output: MoveOutcome,
  refusals: [
    ...moveRefusalCodes,
    'split-single-copy',
    'account-not-for-tier',
    ...moveTargetCodes,
    'tier-taken',
    'keys-not-available',
    'line-item-not-similar',
    'amount-not-available',
  ],
  audit: { action: 'line-item.split', subjects: ['line-item', 'entitlement', 'account'] },
  emits: ['line-item.split'],
})
