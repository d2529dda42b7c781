import { defineList } from '@tallystick/kernel/list/define.ts'
import { z } from 'zod'

/** States with their labels, for filters. */
export const stateChoices = {
  draft: 'Draft',
  deployed: 'Deployed',
  inactive: 'Inactive',
  test: 'Test',
  obsolete: 'Obsolete',
  'on-hold': 'On hold',
} as const

export const listEntitlements = defineList({
  name: 'list-entitlements',
  title: 'Entitlements by order',
  summary: 'Entitlements with their accounts, line items, products and maintenance.',
  rows: ['PRD-03', 'NAV-01', 'NAV-02', 'NAV-03', 'NAV-04', 'NAV-05'],
  path: '/v1/entitlements',
  permission: 'entitlements.view',
  childPermission: 'child-line-items.view',
  fileName: 'Entitlements',
  defaultSort: '-createdAt',
  customAttributes: true,
  params: z.object({
    account: z.uuid().optional().meta({ label: 'Only with this account in any tier (key)' }),
  }),
  columns: {
    entitlementId: { label: 'Entitlement ID', type: 'text', simple: true, sortable: true },
    account: {
      label: 'Account',
      type: 'text',
      simple: true,
      sortable: true,
      help: 'Empty: information not available.',
    },
    state: { label: 'State', type: 'choice', choices: stateChoices, quickFilter: true },
    isBulk: { label: 'Bulk', type: 'boolean', quickFilter: true },
    lineItems: { label: '# Line items', type: 'number' },
    activationIds: {
      label: 'Activation ID',
      type: 'texts',
      simple: true,
      help: 'The first ten; the details show all.',
    },
    products: { label: 'Product', type: 'texts', simple: true },
    maintenance: { label: 'Maintenance', type: 'texts' },
    orderIds: { label: 'Order ID', type: 'texts', visible: false, simple: true },
    description: { label: 'Description', type: 'text', visible: false },
    shipToEmail: { label: 'Ship-to email', type: 'text', visible: false },
    parentBulk: { label: 'Parent bulk', type: 'text', visible: false, nullable: true, searchable: false },
    createdBy: { label: 'Created by', type: 'text', visible: false },
    createdAt: { label: 'Created', type: 'instant', sortable: true, visible: false },
    updatedAt: { label: 'Last modified', type: 'instant', visible: false },
  },
})
