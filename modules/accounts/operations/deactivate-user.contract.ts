import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { UserAnswer, userRef } from './user-fields.contract.ts'

export const deactivateUser = defineCommand({
  name: 'deactivate-user',
  summary: 'Keep a user from signing in; the records stay.',
  rows: ['USR-03', 'LOG-10'],
  rest: { method: 'POST', path: '/v1/users/{user}/deactivate' },
  permission: 'users.manage',
  childPermission: 'child-users.manage',
  input: z.object({ user: userRef }),
  output: UserAnswer,
  refusals: ['user-already-inactive', 'permission-not-held', 'user-is-yourself', 'last-administrator'],
  audit: { action: 'user.deactivated', subjects: ['user'] },
  emits: ['user.deactivated'],
})
