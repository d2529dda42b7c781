import { defineQuery } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { PortalField } from './sign-in.contract.ts'

export const whoAmI = defineQuery({
  name: 'who-am-i',
  summary: 'Who is signed in, with permissions and accounts.',
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
      firstName: z.string(),
      lastName: z.string(),
      email: z.string(),
      kind: z.string(),
      isShared: z.boolean(),
    }),
    permissions: z.array(z.string()),
    accounts: z.array(z.object({ id: z.string(), code: z.string(), name: z.string(), kind: z.string() })),
    /** Whether the user sees the accounts of everybody. */
    seesAllAccounts: z.boolean(),
    portal: PortalField.nullable(),
    expiresAt: z.string().nullable(),
    locale: z.string(),
    timeZone: z.string(),
    mustChangePassword: z.boolean(),
  }),
})
