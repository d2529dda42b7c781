import { Commands, defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

export const getHost = defineQuery({
  name: 'get-host',
  summary: 'A host: what it is, whose it is, and how many licenses are on it.',
  rows: ['LIFE-08'],
  rest: { method: 'GET', path: '/v1/hosts/{host}' },
  permission: 'licenses.view',
  childPermission: 'child-licenses.view',
  input: z.object({ host: refTo('host') }),
  output: z.object({
    id: z.string(),
    accountId: z.string(),
    account: z.string(),
    use: z.enum(['server', 'node']),
    types: z.array(z.string()),
    texts: z.array(z.string()),
    label: z.string(),
    key: z.string(),
    createdAt: z.string(),
    activeLicenses: z.int(),
    /** Copies of its active licenses. */
    copies: z.int(),
    /** Licenses that were on it and have ended. */
    endedLicenses: z.int(),
    /** Whether the caller acts for its account. A partner only looks at the machines of its customers. */
    isOurs: z.boolean(),
    commands: Commands,
  }),
})
