import { defineCommand, defineQuery } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { PORTALS } from '../model.ts'

export const signOut = defineCommand({
  name: 'sign-out',
  summary: 'End the present session.',
  rows: ['LOG-01'],
  rest: { method: 'DELETE', path: '/v1/session' },
  permission: null,
  signedIn: true,
  beforePasswordChange: true,
  input: z.object({}),
  output: z.object({}),
  audit: { action: 'session.ended', subjects: ['session'] },
})

export const whoAmI = defineQuery({
  name: 'who-am-i',
  summary: 'The signed-in user: names, permissions, accounts, language and time zone.',
  rows: ['LOG-01', 'USR-05', 'LOG-13'],
  rest: { method: 'GET', path: '/v1/session' },
  permission: null,
  signedIn: true,
  beforePasswordChange: true,
  input: z.object({}),
  output: z.object({
    user: z.object({
      id: z.string(),
      userName: z.string(),
      displayName: z.string(),
      email: z.string(),
      kind: z.string(),
    }),
    permissions: z.array(z.string()),
    accounts: z.array(z.object({ id: z.string(), code: z.string(), name: z.string() })),
    locale: z.string(),
    timeZone: z.string(),
    mustChangePassword: z.boolean(),
  }),
})

const SessionShape = z.object({
  id: z.string(),
  portal: z.enum(PORTALS),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  expiresAt: z.string(),
  address: z.string(),
  userAgent: z.string(),
  isThisOne: z.boolean(),
})

export const listOwnSessions = defineQuery({
  name: 'list-own-sessions',
  summary: 'Where the signed-in user is signed in.',
  rows: ['BEY-05'],
  rest: { method: 'GET', path: '/v1/session/all' },
  permission: null,
  signedIn: true,
  input: z.object({}),
  output: z.object({ sessions: z.array(SessionShape) }),
})

export const endOwnSessions = defineCommand({
  name: 'end-own-sessions',
  summary: 'End one session of the signed-in user, or all but the present one.',
  rows: ['BEY-05'],
  rest: { method: 'POST', path: '/v1/session/end' },
  permission: null,
  signedIn: true,
  input: z.object({ session: z.uuid().optional() }),
  output: z.object({ ended: z.int() }),
  audit: { action: 'session.ended', subjects: ['session', 'user'] },
})
