import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { defineList } from '@tallystick/kernel/list/define.ts'
import { z } from 'zod'
import { recordStates } from '../model.ts'
import { stateChoices } from './list-entitlements.contract.ts'

/** What the keys of a bulk entitlement give, in words. */
export const bulkTypes = {
  regular: 'Regular',
  upgrade: 'Upgrade',
  upsell: 'Upsell',
  renewal: 'Renewal',
} as const

export const listBulkEntitlements = defineList({
  name: 'list-bulk-entitlements',
  title: 'Bulk entitlements',
  summary: 'Bulk entitlements with what became of their web register keys.',
  rows: ['ENT-07', 'ENT-10', 'NAV-01', 'NAV-02', 'NAV-03', 'NAV-04', 'NAV-05'],
  path: '/v1/bulk-entitlements',
  permission: 'web-register-keys.view',
  fileName: 'BulkEntitlements',
  defaultSort: '-createdAt',
  columns: {
    entitlementId: { label: 'Entitlement ID', type: 'text', simple: true, sortable: true },
    soldTo: { label: 'Sold to', type: 'text', simple: true, sortable: true },
    state: { label: 'State', type: 'choice', choices: stateChoices, quickFilter: true },
    type: { label: 'Type', type: 'choice', choices: bulkTypes, quickFilter: true },
    products: { label: 'Product', type: 'texts', simple: true },
    copies: { label: 'Copies', type: 'number', searchable: false, help: 'As many keys may be made.' },
    available: { label: 'Keys to redeem', type: 'number', searchable: false },
    redeemed: { label: 'Keys redeemed', type: 'number', searchable: false },
    retired: { label: 'Keys retired', type: 'number', searchable: false, visible: false },
    description: { label: 'Description', type: 'text', visible: false },
    createdAt: { label: 'Created', type: 'instant', sortable: true },
  },
})

export const getBulkEntitlement = defineQuery({
  name: 'get-bulk-entitlement',
  summary: 'A bulk entitlement with its line items and the figures of their keys.',
  rows: ['ENT-07'],
  rest: { method: 'GET', path: '/v1/bulk-entitlements/{id}' },
  permission: 'web-register-keys.view',
  input: z.object({ id: refTo('entitlement') }),
  output: z.object({
    id: z.string(),
    entitlementId: z.string(),
    state: z.enum(recordStates),
    type: z.enum(['regular', 'upgrade', 'upsell', 'renewal']),
    soldTo: z.string(),
    description: z.string(),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
    lineItems: z.array(
      z.object({
        id: z.string(),
        activationId: z.string(),
        state: z.enum(recordStates),
        products: z.string(),
        licenseModel: z.string(),
        expiration: z.string(),
        copies: z.int(),
        available: z.int(),
        redeemed: z.int(),
        retired: z.int(),
        /** Keys that can still be made. */
        mayBeMade: z.int(),
      }),
    ),
  }),
})
