import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

export const endSession = defineCommand({
  name: 'end-session',
  summary: 'End one of your own sessions.',
  rows: ['LOG-08'],
  rest: { method: 'DELETE', path: '/v1/sessions/{session}' },
  permission: null,
  signedIn: true,
  input: z.object({ session: z.uuid() }),
  output: z.object({ ended: z.literal(true) }),
  audit: { action: 'session.ended', subjects: ['session', 'user'] },
})
