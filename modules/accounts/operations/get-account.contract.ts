import { defineQuery } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { accountRef, AccountView } from './account-fields.contract.ts'

export const getAccount = defineQuery({
  name: 'get-account',
  summary: 'One account with the accounts above, below and related to it.',
  rows: ['USR-04', 'USR-05'],
  rest: { method: 'GET', path: '/v1/accounts/{account}' },
  permission: 'accounts.view',
  childPermission: 'child-accounts.view',
  input: z.object({ account: accountRef }),
  output: AccountView,
})
