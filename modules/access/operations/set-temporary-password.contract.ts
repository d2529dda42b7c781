import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

export const setTemporaryPassword = defineCommand({
  name: 'set-temporary-password',
  summary:
    'Help a user who forgot the password: mails a link, or a temporary password where the producer set it so.',
  rows: ['LOG-06', 'LOG-07'],
  rest: { method: 'POST', path: '/v1/users/{user}/reset-password' },
  permission: 'users.manage',
  childPermission: 'child-users.manage',
  input: z.object({ user: refTo('user') }),
  output: z.object({ mailed: z.enum(['link', 'temporary-password']), email: z.string() }),
  refusals: ['permission-not-held', 'user-cannot-sign-in'],
  audit: { action: 'password.help-sent', subjects: ['user'] },
  emits: ['password-link.requested'],
})
