import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

export const getExactAvailableCount = defineQuery({
  name: 'get-exact-available-count',
  summary:
    'How many copies of a line item can be fulfilled now, as new and by replacing licenses, with all figures.',
  rows: ['ACT-07'],
  rest: { method: 'GET', path: '/v1/line-items/{id}/available-count' },
  permission: 'entitlements.view',
  childPermission: 'child-line-items.view',
  input: z.object({ id: refTo('line item') }),
  output: z.object({
    lineItemId: z.string(),
    activationId: z.string(),
    total: z.int(),
    fulfilled: z.int(),
    moved: z.int().meta({ description: 'Gone for good into line items that replaced this one.' }),
    unfulfilled: z.int().meta({ description: 'Total minus fulfilled minus moved.' }),
    asNew: z.int().meta({ description: 'Copies that new activations can have.' }),
    byReplacing: z
      .int()
      .meta({ description: 'Copies that replacing licenses of other line items can bring.' }),
    exact: z.int().meta({ description: 'What can be fulfilled now, in both ways together.' }),
    extraActivations: z.int().meta({ description: 'Allowed beyond the sold copies, and not in `exact`.' }),
    others: z.object({
      lineItems: z.int().meta({
        description:
          'Line items of the account besides `parents` with active licenses that this one can replace.',
      }),
      inLicenses: z.int().meta({ description: 'Copies in these licenses.' }),
    }),
    parents: z.array(
      z.object({
        id: z.string(),
        activationId: z.string(),
        products: z.string(),
        state: z.string(),
        total: z.int(),
        available: z.int().meta({ description: 'Free there, for new activations of either line item.' }),
        inLicenses: z.int().meta({ description: 'In active licenses that this one can replace.' }),
      }),
    ),
  }),
})
