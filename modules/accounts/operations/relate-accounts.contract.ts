import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { accountRef } from './account-fields.contract.ts'

export const relateAccounts = defineCommand({
  name: 'relate-accounts',
  summary: 'Let a partner look after a customer.',
  rows: ['USR-04'],
  rest: { method: 'POST', path: '/v1/accounts/{account}/related-accounts' },
  permission: 'accounts.manage',
  childPermission: 'child-accounts.manage',
  input: z.object({
    account: accountRef,
    relatedAccount: accountRef.meta({
      label: 'Related account',
      help: 'One is a partner, the other a customer.',
    }),
  }),
  output: z.object({ accountId: z.string(), relatedAccountId: z.string() }),
  refusals: ['account-relation-kinds'],
  audit: { action: 'account.related', subjects: ['account', 'unchanged'] },
})
