import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { accountRef } from './account-fields.contract.ts'

export const linkSubAccount = defineCommand({
  name: 'link-sub-account',
  summary: 'Put an account directly below another.',
  rows: ['USR-04'],
  rest: { method: 'POST', path: '/v1/accounts/{account}/sub-accounts' },
  permission: 'accounts.manage',
  childPermission: 'child-accounts.manage',
  input: z.object({
    account: accountRef.meta({ label: 'Account above' }),
    subAccount: accountRef.meta({ label: 'Sub-account' }),
  }),
  output: z.object({ accountId: z.string(), subAccountId: z.string() }),
  refusals: ['account-kinds-differ', 'account-hierarchy-cycle', 'account-link-joins-user'],
  audit: { action: 'account.linked', subjects: ['account', 'unchanged'] },
})
