import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

const NewPassword = z.string().min(1).max(1000).meta({ label: 'New password', format: 'password' })

/** Codes of the rules that a new password must keep. */
const RULES = [
  'password-too-short',
  'password-too-long',
  'password-without-upper-case',
  'password-without-digit',
  'password-is-user-name',
] as const

export const changeOwnPassword = defineCommand({
  name: 'change-own-password',
  summary: 'Change the own password; needs the present one. Ends all other sessions.',
  rows: ['LOG-06', 'LOG-08'],
  rest: { method: 'POST', path: '/v1/session/password' },
  permission: null,
  signedIn: true,
  beforePasswordChange: true,
  secret: true,
  input: z.object({
    password: z.string().min(1).max(1000).meta({ label: 'Present password', format: 'password' }),
    newPassword: NewPassword,
    secretQuestion: z.string().trim().max(200).optional().meta({ label: 'Secret question' }),
    secretAnswer: z.string().trim().max(200).optional().meta({ label: 'Answer', format: 'password' }),
  }),
  output: z.object({}),
  refusals: ['password-wrong', 'password-unchanged', ...RULES, 'secret-answer-missing'],
  audit: { action: 'password.changed', subjects: ['user'] },
})

export const requestPasswordLink = defineCommand({
  name: 'request-password-link',
  summary: 'Mail a link to choose a new password. The answer is the same whether or not the user exists.',
  rows: ['LOG-07'],
  rest: { method: 'POST', path: '/v1/password-links' },
  permission: null,
  public: true,
  input: z.object({ userName: z.string().trim().min(1).max(255).meta({ label: 'User name' }) }),
  output: z.object({}),
  audit: { action: 'password-link.requested', subjects: ['user'] },
  emits: ['password-link.requested'],
})

export const usePasswordLink = defineCommand({
  name: 'use-password-link',
  summary: 'Choose a password with a mailed link, once.',
  rows: ['LOG-06', 'LOG-07'],
  rest: { method: 'POST', path: '/v1/password-links/use' },
  permission: null,
  public: true,
  secret: true,
  input: z.object({ token: z.string().min(1).max(200), newPassword: NewPassword }),
  output: z.object({ userName: z.string() }),
  refusals: ['link-not-valid', 'user-inactive', ...RULES],
  audit: { action: 'password.changed', subjects: ['user'] },
})

export const sendPasswordLink = defineCommand({
  name: 'send-password-link',
  summary: 'Mail a user a link to choose a password, as an administrator.',
  rows: ['LOG-06', 'USR-02'],
  rest: { method: 'POST', path: '/v1/users/{user}/password-link' },
  permission: 'users.manage',
  input: z.object({ user: refTo('user') }),
  output: z.object({}),
  refusals: ['user-inactive'],
  audit: { action: 'password-link.requested', subjects: ['user'] },
  emits: ['password-link.requested'],
})

export const setTemporaryPassword = defineCommand({
  name: 'set-temporary-password',
  summary: 'Give a user a temporary password that must be changed at the next sign-in.',
  rows: ['LOG-06', 'USR-02'],
  rest: { method: 'POST', path: '/v1/users/{user}/temporary-password' },
  permission: 'users.manage',
  secret: true,
  input: z.object({ user: refTo('user') }),
  output: z.object({ temporaryPassword: z.string(), validUntil: z.string() }),
  refusals: ['temporary-password-not-allowed', 'user-inactive'],
  audit: { action: 'password.set', subjects: ['user'] },
})
