import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

/** The place that somebody signs in to. */
export const PortalField = z.enum(['producer', 'end-user', 'api'])

/** A user name as somebody types it. */
export const TypedName = z.string().trim().min(1).max(255).meta({ label: 'User name' })

/** A password as somebody types it. */
export const TypedPassword = z.string().min(1).max(1000).meta({ label: 'Password', secret: true })

/** Where a request comes from; filled by the transport, whatever the client says. */
export const Address = z.string().max(100).default('')

export const signIn = defineCommand({
  name: 'sign-in',
  summary: 'Begin a session with user name and password.',
  rows: ['LOG-01', 'LOG-10'],
  rest: { method: 'POST', path: '/v1/sessions' },
  permission: null,
  public: true,
  secret: true,
  input: z.object({
    userName: TypedName,
    password: TypedPassword,
    portal: PortalField.default('api').meta({ label: 'Portal' }),
    address: Address,
    userAgent: z.string().max(300).default(''),
  }),
  output: z.object({
    token: z.string(),
    sessionId: z.string(),
    expiresAt: z.string(),
    mustChangePassword: z.boolean(),
    user: z.object({ id: z.string(), userName: z.string(), displayName: z.string(), kind: z.string() }),
  }),
  refusals: [
    'sign-in-throttled',
    'wrong-credentials',
    'user-inactive',
    'temporary-password-expired',
    'wrong-portal',
  ],
  audit: { action: 'session.started', subjects: ['session', 'user'] },
})
