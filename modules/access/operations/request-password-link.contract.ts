import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { Address, TypedName } from './sign-in.contract.ts'

export const requestPasswordLink = defineCommand({
  name: 'request-password-link',
  summary:
    'Have a link mailed that lets the user choose a password. The answer never tells whether the user exists.',
  rows: ['LOG-07'],
  rest: { method: 'POST', path: '/v1/password-links' },
  permission: null,
  public: true,
  secret: true,
  input: z.object({ userName: TypedName, address: Address }),
  output: z.object({ requested: z.literal(true) }),
  audit: { action: 'password.help-requested', subjects: ['user'] },
  emits: ['password-link.requested'],
})
