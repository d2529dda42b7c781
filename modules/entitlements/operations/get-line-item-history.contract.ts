import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

export const getLineItemHistory = defineQuery({
  name: 'get-line-item-history',
  summary: 'What happened to a line item: who, when, what.',
  rows: ['ENT-01', 'LIFE-12'],
  rest: { method: 'GET', path: '/v1/line-items/{id}/history' },
  permission: 'entitlements.view',
  childPermission: 'child-line-items.view',
  input: z.object({ id: refTo('line item') }),
  output: z.object({
    entries: z.array(
      z.object({
        id: z.string(),
        at: z.string(),
        actorName: z.string(),
        action: z.string(),
        /** Copies, licenses that ended and began by it, where copies went, policies that were overridden. */
        details: z.record(z.string(), z.unknown()),
      }),
    ),
  }),
})
