import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { AccountAnswer, accountRef } from './account-fields.contract.ts'

export const reactivateAccount = defineCommand({
  name: 'reactivate-account',
  summary: 'Set an inactive account active again.',
  rows: ['USR-04'],
  rest: { method: 'POST', path: '/v1/accounts/{account}/reactivate' },
  permission: 'accounts.manage',
  childPermission: 'child-accounts.manage',
  input: z.object({ account: accountRef }),
  output: AccountAnswer,
  refusals: ['account-already-active'],
  audit: { action: 'account.reactivated', subjects: ['account'] },
})
