import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { RoleAnswer, RoleFields, roleRef } from './role-fields.contract.ts'

const { shape } = RoleFields

export const updateRole = defineCommand({
  name: 'update-role',
  summary: 'Change a role that is not predefined.',
  rows: ['USR-05'],
  rest: { method: 'PATCH', path: '/v1/roles/{role}' },
  permission: 'roles.manage',
  input: z.object({
    role: roleRef,
    rowVersion: z.int(),
    name: shape.name.optional(),
    description: shape.description.unwrap().optional(),
    isActive: shape.isActive.unwrap().optional(),
    permissions: shape.permissions.unwrap().optional(),
  }),
  output: RoleAnswer,
  refusals: [
    'role-is-system',
    'changed-meanwhile',
    'permission-unknown',
    'permission-not-held',
    'role-name-taken',
  ],
  audit: { action: 'role.updated', subjects: ['role', 'unchanged'] },
})
