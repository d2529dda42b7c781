import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { PORTALS } from '../model.ts'

export const signIn = defineCommand({
  name: 'sign-in',
  summary: 'Open a session with user name and password.',
  rows: ['LOG-01', 'LOG-06', 'LOG-10'],
  rest: { method: 'POST', path: '/v1/sessions' },
  permission: null,
  public: true,
  secret: true,
  input: z.object({
    userName: z.string().trim().min(1).max(255).meta({ label: 'User name' }),
    password: z.string().min(1).max(1000).meta({ label: 'Password', format: 'password' }),
    portal: z.enum(PORTALS).default('api'),
    address: z.string().max(100).default(''),
    userAgent: z.string().max(300).default(''),
  }),
  output: z.object({
    token: z.string(),
    expiresAt: z.string(),
    mustChangePassword: z.boolean(),
    user: z.object({ id: z.string(), userName: z.string(), displayName: z.string() }),
  }),
  refusals: ['sign-in-throttled', 'wrong-credentials', 'user-inactive', 'temporary-password-expired', 'wrong-portal'],
  audit: { action: 'session.opened', subjects: ['user', 'session'] },
  emits: ['user.locked'],
})
