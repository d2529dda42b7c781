import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { userRef } from './user-fields.contract.ts'

export const deleteUser = defineCommand({
  name: 'delete-user',
  summary: 'Delete a user or contact that nothing needs; otherwise deactivate.',
  rows: ['USR-03'],
  rest: { method: 'DELETE', path: '/v1/users/{user}' },
  permission: 'users.manage',
  childPermission: 'child-users.manage',
  input: z.object({ user: userRef }),
  output: z.object({ id: z.string() }),
  refusals: [
    'permission-not-held',
    'user-is-yourself',
    'last-administrator',
    'user-has-history',
    'user-in-use',
  ],
  audit: { action: 'user.deleted', subjects: ['user'] },
})
