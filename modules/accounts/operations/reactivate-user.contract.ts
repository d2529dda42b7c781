import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { UserAnswer, userRef } from './user-fields.contract.ts'

export const reactivateUser = defineCommand({
  name: 'reactivate-user',
  summary: 'Let a deactivated user sign in again, with the same password.',
  rows: ['USR-03', 'LOG-10'],
  rest: { method: 'POST', path: '/v1/users/{user}/reactivate' },
  permission: 'users.manage',
  childPermission: 'child-users.manage',
  input: z.object({ user: userRef }),
  output: UserAnswer,
  refusals: ['user-already-active', 'permission-not-held'],
  audit: { action: 'user.reactivated', subjects: ['user'] },
  emits: ['user.reactivated'],
})
