import { NewNeighbour } from '@tallystick/accounts/operations/account-fields.contract.ts'
import { copies, defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { attributeValueRefusals } from '@tallystick/settings/operations/attribute-fields.contract.ts'
import { z } from 'zod'
import { tiers } from '../model.ts'
import { MoveOutcome, moveRefusalCodes, moveTargetCodes } from './move-shapes.contract.ts'

/** What can be wrong with an account that is added on the way. */
const newAccountCodes = [
  'account-code-taken',
  'account-kinds-differ',
  'account-relation-kinds',
  ...attributeValueRefusals,
]

export const splitLineItem = defineCommand({
  name: 'split-line-item',
  summary:
    'Hand a part of the free copies on to a related or new account, into a line item alike or a new entitlement.',
  rows: ['ENT-04', 'ENT-05'],
  rest: { method: 'POST', path: '/v1/line-items/{id}/split' },
  permission: 'entitlements.split',
  childPermission: 'child-line-items.split',
  input: z.object({
    id: refTo('line item'),
    account: refTo('account')
      .optional()
      .meta({ label: 'Target account', help: 'One that is there. Leave out for a new account.' }),
    newAccount: NewNeighbour.optional().meta({
      label: 'New account',
      help: 'Added with the split and related to the present owner; asks for the permission to create accounts.',
    }),
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
    'split-hidden',
    ...moveRefusalCodes,
    'split-single-copy',
    'split-one-target',
    'new-account-tier-taken',
    'new-account-not-below',
    ...newAccountCodes,
    'account-not-for-tier',
    ...moveTargetCodes,
    'tier-taken',
    'keys-not-available',
    'line-item-not-similar',
    'amount-not-available',
  ],
  audit: { action: 'line-item.split', subjects: ['line-item', 'entitlement', 'account', 'user'] },
  emits: ['line-item.split'],
})
