import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

export const signOut = defineCommand({
  name: 'sign-out',
  summary: 'End the present session.',
  rows: ['LOG-01'],
  rest: { method: 'DELETE', path: '/v1/session' },
  permission: null,
  signedIn: true,
  beforePasswordChange: true,
  input: z.object({}),
  output: z.object({ ended: z.boolean() }),
  audit: { action: 'session.ended', subjects: ['session', 'user', 'unchanged'] },
})
