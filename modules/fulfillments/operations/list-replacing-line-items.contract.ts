import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { RefusalView } from './form-shapes.contract.ts'
import { LIVE_REFUSALS } from './support-shapes.contract.ts'

export const listReplacingLineItems = defineQuery({
  name: 'list-replacing-line-items',
  summary: 'Line items that can upgrade, upsell or renew a license, with how many copies they still take.',
  rows: ['LIFE-05'],
  rest: { method: 'GET', path: '/v1/fulfillments/{fulfillment}/replacing-line-items' },
  permission: 'licenses.upgrade',
  childPermission: 'child-licenses.upgrade',
  input: z.object({ fulfillment: refTo('fulfillment') }),
  output: z.object({
    /** Copies of the license, and whether only some of them can be taken. */
    copies: z.int(),
    isDivisible: z.boolean(),
    lineItems: z.array(
      z.object({
        id: z.string(),
        activationId: z.string(),
        entitlementCode: z.string(),
        changeKind: z.enum(['upgrade', 'upsell', 'renewal']),
        products: z.string(),
        licenseModel: z.string(),
        /** Last day of use, as far as it is settled; null is permanent or not settled. */
        expiresOn: z.string().nullable(),
        isPermanent: z.boolean(),
        total: z.int(),
        /** Copies that it can still fulfill. */
        remaining: z.int(),
        /** Why it cannot be used now; null when it can. */
        refusal: RefusalView.nullable(),
      }),
    ),
  }),
  refusals: LIVE_REFUSALS.filter((code) => code !== 'ship-to-email'),
})
