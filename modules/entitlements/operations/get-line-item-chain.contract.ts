import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { recordStates } from '../model.ts'

/** A line item in a chain of upgrades, upsells and renewals. */
export const ChainMember = z.object({
  id: z.string(),
  activationId: z.string(),
  entitlementId: z.string(),
  /** Where it stands beside the one that was asked for. */
  place: z.enum(['later', 'this', 'earlier']),
  /** How it replaced the one before it; null for the first. */
  changeKind: z.enum(['upgrade', 'upsell', 'renewal']).nullable(),
  parentLineItemId: z.string().nullable(),
  state: z.enum(recordStates),
  products: z.string(),
  licenseModel: z.string(),
  expiration: z.string(),
  copiesTotal: z.int(),
  copiesTaken: z.int(),
  copiesMoved: z.int(),
  copiesAvailable: z.int(),
  createdAt: z.iso.datetime(),
})

export const getLineItemChain = defineQuery({
  name: 'get-line-item-chain',
  summary: 'The line items that replaced this one and those that it replaced, the newest first.',
  rows: ['ENT-02', 'PRD-04'],
  rest: { method: 'GET', path: '/v1/line-items/{id}/chain' },
  permission: 'entitlements.view',
  childPermission: 'child-line-items.view',
  input: z.object({ id: refTo('line item') }),
  output: z.object({ lineItems: z.array(ChainMember) }),
})
