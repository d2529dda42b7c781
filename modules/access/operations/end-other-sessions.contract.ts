import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

export const endOtherSessions = defineCommand({
  name: 'end-other-sessions',
  summary: 'End all of your own sessions but this one.',
  rows: ['LOG-08'],
  rest: { method: 'POST', path: '/v1/sessions/end-others' },
  permission: null,
  signedIn: true,
  input: z.object({}),
  output: z.object({ ended: z.int() }),
  audit: { action: 'session.ended', subjects: ['user', 'unchanged'] },
})
