import { defineList } from '@tallystick/kernel/list/define.ts'
import { z } from 'zod'
import { EXPIRING_TYPES } from '../rules/expiring.ts'

const WILDCARDS =
  'An asterisk stands for one or more characters; without one the whole text must be the same.'

const text = (label: string) =>
  z.string().trim().min(1).max(255).optional().meta({ label, help: WILDCARDS, description: WILDCARDS })

export const listExpiringLineItems = defineList({
  name: 'list-expiring-line-items',
  title: 'Expiring entitlements',
  summary:
    'Subscriptions and maintenance with an end, by the days that remain; at most 1,000 rows in an export.',
  rows: ['ENT-09', 'NAV-03'],
  path: '/v1/expiring-entitlements',
  permission: 'expiring-entitlements.view',
  childPermission: 'child-line-items.view',
  fileName: 'ExpiringEntitlements',
  defaultSort: 'daysRemaining',
  params: z.object({
    show: z
      .enum(['expiring', 'expired', 'both'])
      .default('expiring')
      .meta({ label: 'Show', description: 'What is still to expire, what has expired, or both.' }),
    type: z
      .enum(['subscription', 'maintenance', 'both'])
      .default('both')
      .meta({ label: 'Type', description: 'Subscriptions, maintenance, or both.' }),
    within: z.coerce
      .number()
      .int()
      .min(0)
      .max(36_500)
      .optional()
      .meta({ label: 'Within days', description: 'Leaves out what ends later than in so many days.' }),
    replaced: z.enum(['show', 'hide', 'only']).default('show').meta({
      label: 'Replaced',
      description: 'Whether those appear, or only those, that a renewal, upgrade or upsell replaces already.',
    }),
    product: text('Product'),
    activationId: text('Activation ID'),
    accountId: text('Account ID'),
    accountName: text('Account name'),
  }),
  columns: {
    product: { label: 'Product', type: 'text', searchable: false },
    daysRemaining: {
      label: 'Days remaining',
      type: 'number',
      sortable: true,
      searchable: false,
      help: 'Counted where the line item counts its days; negative once it has expired.',
    },
    expiration: { label: 'Expiration', type: 'date', sortable: true, searchable: false },
    type: { label: 'Type', type: 'choice', choices: EXPIRING_TYPES, sortable: true, searchable: false },
    accountName: { label: 'Account name', type: 'text', sortable: true, searchable: false },
    accountId: { label: 'Account ID', type: 'text', searchable: false },
    activationId: { label: 'Activation ID', type: 'text', searchable: false },
    entitlementId: { label: 'Entitlement ID', type: 'text', searchable: false },
    quantity: { label: 'Quantity', type: 'number', searchable: false },
    isReplaced: {
      label: 'Replaced',
      type: 'boolean',
      searchable: false,
      help: 'Yes: a renewal, upgrade or upsell of it is there already.',
    },
    orderId: { label: 'Order ID', type: 'text', searchable: false, visible: false },
    partNumber: { label: 'Part number', type: 'text', searchable: false, visible: false },
    maintains: {
      label: 'Maintenance of',
      type: 'texts',
      searchable: false,
      visible: false,
      help: 'Activation IDs of the line items that a maintenance line item belongs to.',
    },
  },
})
