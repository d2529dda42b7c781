import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { PasswordChoice } from './change-own-password.contract.ts'

export const usePasswordLink = defineCommand({
  name: 'use-password-link',
  summary: 'Choose a password with a mailed link, once; all sessions of the user end.',
  rows: ['LOG-06', 'LOG-07'],
  rest: { method: 'POST', path: '/v1/password-links/use' },
  permission: null,
  public: true,
  secret: true,
  input: PasswordChoice.extend({ token: z.string().min(1).max(200).meta({ label: 'Link', secret: true }) }),
  output: z.object({ userName: z.string(), portal: z.enum(['producer', 'end-user']) }),
  refusals: ['link-not-valid', 'password-too-weak', 'password-unchanged', 'secret-question-required'],
  audit: { action: 'password.chosen', subjects: ['user'] },
})
