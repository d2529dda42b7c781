import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

export const endUserSessions = defineCommand({
  name: 'end-user-sessions',
  summary: 'Sign a user out everywhere.',
  rows: ['USR-03'],
  rest: { method: 'POST', path: '/v1/users/{user}/end-sessions' },
  permission: 'users.manage',
  childPermission: 'child-users.manage',
  input: z.object({ user: refTo('user') }),
  output: z.object({ ended: z.int() }),
  refusals: ['permission-not-held'],
  audit: { action: 'session.ended', subjects: ['user', 'unchanged'] },
})
