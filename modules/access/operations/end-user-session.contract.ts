import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

export const endUserSession = defineCommand({
  name: 'end-user-session',
  summary: 'End one session of a user.',
  rows: ['USR-03'],
  rest: { method: 'DELETE', path: '/v1/users/{user}/sessions/{session}' },
  permission: 'users.manage',
  childPermission: 'child-users.manage',
  input: z.object({ user: refTo('user'), session: z.uuid() }),
  output: z.object({ ended: z.literal(true) }),
  refusals: ['permission-not-held'],
  audit: { action: 'session.ended', subjects: ['session', 'user'] },
})
