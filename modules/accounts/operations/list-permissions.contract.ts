import { defineQuery } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

export const listPermissions = defineQuery({
  name: 'list-permissions',
  summary: 'Every permission, by group, and whether you hold it and so can grant it.',
  rows: ['USR-05'],
  rest: { method: 'GET', path: '/v1/permissions' },
  permission: 'roles.view',
  input: z.object({}),
  output: z.object({
    permissions: z.array(
      z.object({
        code: z.string(),
        label: z.string(),
        group: z.string(),
        widens: z.string().nullable(),
        isHeld: z.boolean(),
      }),
    ),
  }),
})
