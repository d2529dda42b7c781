import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { SECRET_QUESTIONS } from '../rules/secret-question.ts'
import { TypedPassword } from './sign-in.contract.ts'

/** A new password, and a secret question where the producer asks for one. */
export const PasswordChoice = z.object({
  newPassword: TypedPassword.meta({ label: 'New password', secret: true }),
  secretQuestion: z.enum(SECRET_QUESTIONS).optional().meta({ label: 'Secret question' }),
  secretAnswer: z.string().max(200).optional().meta({ label: 'Answer', secret: true }),
})

export const changeOwnPassword = defineCommand({
  name: 'change-own-password',
  summary: 'Choose another password; all other sessions end.',
  rows: ['LOG-06', 'LOG-08'],
  rest: { method: 'POST', path: '/v1/session/password' },
  permission: null,
  signedIn: true,
  beforePasswordChange: true,
  secret: true,
  input: PasswordChoice.extend({
    password: TypedPassword.meta({ label: 'Current password', secret: true }),
  }),
  output: z.object({ changed: z.boolean(), sessionsEnded: z.int() }),
  refusals: [
    'sign-in-throttled',
    'password-wrong',
    'password-too-weak',
    'password-unchanged',
    'secret-question-required',
  ],
  audit: { action: 'password.changed', subjects: ['user'] },
})
