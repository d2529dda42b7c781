import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { RoleAnswer, RoleFields, roleRef } from './role-fields.contract.ts'
import { editable } from './editable.ts'

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
    description: editable(shape.description),
    isActive: editable(shape.isActive),
    permissions: editable(shape.permissions),
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
