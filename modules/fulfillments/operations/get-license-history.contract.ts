import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

export const getLicenseHistory = defineQuery({
  name: 'get-license-history',
  summary: 'What happened to a license: who, when, what.',
  rows: ['LIFE-01', 'LIFE-12'],
  rest: { method: 'GET', path: '/v1/fulfillments/{fulfillment}/history' },
  permission: 'licenses.view',
  childPermission: 'child-licenses.view',
  input: z.object({ fulfillment: refTo('fulfillment') }),
  output: z.object({
    entries: z.array(
      z.object({
        id: z.string(),
        at: z.string(),
        actorName: z.string(),
        action: z.string(),
        /** Licenses that ended and began by it, settings that changed, policies that were overridden. */
        details: z.record(z.string(), z.unknown()),
      }),
    ),
  }),
})
