import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { EntitlementFields, EntitlementIdField, EntitlementView } from './entitlement-shapes.contract.ts'
import { NewLineItemFields } from './line-item-shapes.contract.ts'
import { changeRefusals, lineItemRefusals, partyRefusals } from './refusal-codes.contract.ts'

export const createEntitlement = defineCommand({
  name: 'create-entitlement',
  summary: 'Add an entitlement with its line items, as a draft, as a test, or deployed at once.',
  rows: ['PRD-02', 'PRD-06'],
  rest: { method: 'POST', path: '/v1/entitlements' },
  permission: 'entitlements.create',
  input: EntitlementFields.extend({
    entitlementId: EntitlementIdField,
    kind: z.enum(['regular', 'bulk']).optional().meta({ label: 'Kind' }),
    bulkChangeKind: z.enum(['upgrade', 'upsell', 'renewal']).nullable().optional().meta({
      label: 'Keys give',
      help: 'Of a bulk entitlement: something new when left out, else a change of what a customer has.',
    }),
    isTest: z
      .boolean()
      .optional()
      .meta({ label: 'Test', help: 'May use draft products; never changes state.' }),
    autoDeploy: z.boolean().optional().meta({ label: 'Deploy at once' }),
    soldTo: refTo('account').nullable().optional().meta({
      label: 'Sold to',
      help: 'Short for the end customer and current owner; for a bulk entitlement the distributor.',
    }),
    lineItems: z.array(NewLineItemFields).max(1000).optional(),
  }),
  output: EntitlementView,
  refusals: [
    'bulk-change-not-asked',
    'entitlement-test',
    'entitlement-id-characters',
    'entitlement-id-taken',
    ...partyRefusals,
    ...lineItemRefusals,
    ...changeRefusals,
    'entitlement-without-line-item',
    'entitlement-only-maintenance',
  ],
  audit: { action: 'entitlement.created', subjects: ['entitlement', 'line-item', 'account'] },
  emits: ['entitlement.created', 'entitlement.deployed'],
})
