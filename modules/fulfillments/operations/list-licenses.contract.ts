import { defineList } from '@tallystick/kernel/list/define.ts'
import { z } from 'zod'
import { LICENSE_STATES, SUPPORT_ACTIONS } from '../model.ts'

export const listLicenses = defineList({
  name: 'list-licenses',
  title: 'Licenses',
  summary: 'Licenses that were issued: for which line item, on which hosts, how many copies, until when.',
  rows: ['LIFE-01', 'NAV-01', 'NAV-02', 'NAV-03', 'NAV-04', 'NAV-05'],
  path: '/v1/fulfillments',
  permission: 'licenses.view',
  childPermission: 'child-licenses.view',
  fileName: 'SupportLicenses',
  defaultSort: '-fulfilledAt',
  params: z.object({
    lineItem: z.uuid().optional(),
    entitlement: z.uuid().optional(),
    consolidatedLicense: z.uuid().optional(),
    host: z.uuid().optional(),
    /** Obsolete ones are left out. */
    ended: z.enum(['hidden']).optional(),
  }),
  columns: {
    type: { label: 'Type', type: 'text', searchable: false, help: 'C certificate, NF another technology' },
    fulfillmentCode: { label: 'Fulfillment ID', type: 'text', simple: true },
    activationId: { label: 'Activation ID', type: 'text', simple: true, sortable: true },
    products: { label: 'Product', type: 'text', simple: true, sortable: true },
    version: { label: 'Version', type: 'text' },
    soldTo: { label: 'Sold to', type: 'text', simple: true },
    server: { label: 'Server ID', type: 'text', simple: true },
    node: { label: 'Node ID', type: 'text', simple: true },
    copies: { label: 'Count', type: 'number' },
    overdraft: { label: 'Overdraft', type: 'number', visible: false },
    supportAction: { label: 'Support type', type: 'choice', choices: SUPPORT_ACTIONS, quickFilter: true },
    state: { label: 'State', type: 'choice', choices: LICENSE_STATES, quickFilter: true },
    fulfilledAt: { label: 'Fulfilled', type: 'instant', sortable: true },
    startsOn: { label: 'Starts', type: 'date', visible: false },
    expiresOn: { label: 'Expires', type: 'date', nullable: true, sortable: true, help: 'Last day of use' },
    fulfilledBy: { label: 'By', type: 'text', visible: false },
  },
})
