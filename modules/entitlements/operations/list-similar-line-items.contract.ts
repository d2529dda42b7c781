import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

export const listSimilarLineItems = defineQuery({
  name: 'list-similar-line-items',
  summary:
    'Line items of another account in which copies of this one could be pooled, because they are alike.',
  rows: ['ENT-04'],
  rest: { method: 'GET', path: '/v1/line-items/{id}/similar' },
  permission: 'entitlements.split',
  childPermission: 'child-line-items.split',
  input: z.object({ id: refTo('line item'), account: refTo('account') }),
  output: z.object({
    lineItems: z.array(
      z.object({
        id: z.string(),
        activationId: z.string(),
        entitlementId: z.string(),
        products: z.string(),
        expiration: z.string(),
        copiesTotal: z.int(),
      }),
    ),
  }),
  refusals: ['split-hidden', 'not-current-owner'],
})
