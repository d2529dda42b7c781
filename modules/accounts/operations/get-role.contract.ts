import { defineQuery } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { roleRef, RoleView } from './role-fields.contract.ts'

export const getRole = defineQuery({
  name: 'get-role',
  summary: 'One role with its permissions.',
  rows: ['USR-05'],
  rest: { method: 'GET', path: '/v1/roles/{role}' },
  permission: 'roles.view',
  input: z.object({ role: roleRef }),
  output: RoleView,
})
