import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { accountRef } from './account-fields.contract.ts'

export const unrelateAccounts = defineCommand({
  name: 'unrelate-accounts',
  summary: 'End that a partner looks after a customer.',
  rows: ['USR-04'],
  rest: { method: 'DELETE', path: '/v1/accounts/{account}/related-accounts/{relatedAccount}' },
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
  audit: { action: 'account.unrelated', subjects: ['account', 'unchanged'] },
})
