import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { RoleAnswer, RoleFields } from './role-fields.contract.ts'
import { RoleKindField } from './user-fields.contract.ts'

export const createRole = defineCommand({
  name: 'create-role',
  summary: 'Add a role of permissions that you hold yourself.',
  rows: ['USR-05'],
  rest: { method: 'POST', path: '/v1/roles' },
  permission: 'roles.manage',
  input: z.object({ kind: RoleKindField.meta({ label: 'Kind' }), ...RoleFields.shape }),
  output: RoleAnswer,
  refusals: ['permission-unknown', 'permission-not-held', 'role-name-taken'],
  audit: { action: 'role.created', subjects: ['role'] },
})
