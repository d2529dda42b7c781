import { Commands, defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

/** A license in full: the record, its hosts, its text, where it came from and what it became. */
export const LicenseView = z.object({
  id: z.string(),
  fulfillmentCode: z.string(),
  lineItemId: z.string(),
  activationId: z.string(),
  entitlementId: z.string(),
  entitlementCode: z.string(),
  products: z.string(),
  version: z.string(),
  soldTo: z.string(),
  licenseKind: z.string(),
  supportAction: z.string(),
  state: z.string(),
  copies: z.int(),
  overdraft: z.int(),
  servers: z.array(z.string()),
  nodeHosts: z.array(z.string()),
  startsOn: z.string(),
  expiresOn: z.string().nullable(),
  versionDate: z.string().nullable(),
  attributes: z.record(z.string(), z.unknown()),
  shipToEmail: z.string(),
  shipToAddress: z.string(),
  licenseText: z.string().nullable(),
  signingKeyId: z.string().nullable(),
  fulfilledAt: z.string(),
  fulfilledBy: z.string(),
  rowVersion: z.int(),
  commands: Commands,
})

export const getLicense = defineQuery({
  name: 'get-license',
  summary: 'One license with its text.',
  rows: ['LIFE-01', 'ACT-08'],
  rest: { method: 'GET', path: '/v1/fulfillments/{fulfillment}' },
  permission: 'licenses.view',
  childPermission: 'child-licenses.view',
  input: z.object({ fulfillment: refTo('fulfillment') }),
  output: LicenseView,
})
