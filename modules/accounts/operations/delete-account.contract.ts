import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { accountRef } from './account-fields.contract.ts'

export const deleteAccount = defineCommand({
  name: 'delete-account',
  summary: 'Delete an account that nothing needs, alone or with the accounts below it.',
  rows: ['USR-04'],
  rest: { method: 'DELETE', path: '/v1/accounts/{account}' },
  permission: 'accounts.manage',
  childPermission: 'child-accounts.manage',
  input: z.object({
    account: accountRef,
    subtree: z.union([z.boolean(), z.stringbool()]).default(false).meta({ label: 'With all sub-accounts' }),
  }),
  output: z.object({ deleted: z.array(z.string()) }),
  refusals: ['account-is-home', 'account-has-sub-accounts', 'account-has-users', 'account-in-use'],
  audit: { action: 'account.deleted', subjects: ['account'] },
})
