import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

/** License texts of a host that are given at once. */
export const HOST_TEXTS_MAX = 500

export const listHostTexts = defineQuery({
  name: 'list-host-texts',
  summary: 'The texts of all active licenses of a host: what has to be installed there.',
  rows: ['LIFE-08'],
  rest: { method: 'GET', path: '/v1/hosts/{host}/license-texts' },
  permission: 'licenses.view',
  childPermission: 'child-licenses.view',
  input: z.object({ host: refTo('host') }),
  output: z.object({
    licenses: z.array(
      z.object({
        id: z.string(),
        fulfillmentCode: z.string(),
        products: z.string(),
        copies: z.int(),
        licenseText: z.string(),
      }),
    ),
    /** False when the host has more licenses than are given at once. */
    isComplete: z.boolean(),
  }),
})
