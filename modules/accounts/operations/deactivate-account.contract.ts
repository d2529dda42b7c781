import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { AccountAnswer, accountRef } from './account-fields.contract.ts'

export const deactivateAccount = defineCommand({
  name: 'deactivate-account',
  summary: 'Set an account inactive: its users act for it no more.',
  rows: ['USR-04'],
  rest: { method: 'POST', path: '/v1/accounts/{account}/deactivate' },
  permission: 'accounts.manage',
  childPermission: 'child-accounts.manage',
  input: z.object({ account: accountRef }),
  output: AccountAnswer,
  refusals: ['account-is-home', 'account-already-inactive'],
  audit: { action: 'account.deactivated', subjects: ['account'] },
})
