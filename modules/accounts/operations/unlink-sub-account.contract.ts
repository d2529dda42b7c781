import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { accountRef } from './account-fields.contract.ts'

export const unlinkSubAccount = defineCommand({
  name: 'unlink-sub-account',
  summary: 'Take an account away from the one directly above it.',
  rows: ['USR-04'],
  rest: { method: 'DELETE', path: '/v1/accounts/{account}/sub-accounts/{subAccount}' },
  permission: 'accounts.manage',
  childPermission: 'child-accounts.manage',
  input: z.object({
    account: accountRef.meta({ label: 'Account above' }),
    subAccount: accountRef.meta({ label: 'Sub-account' }),
  }),
  output: z.object({ accountId: z.string(), subAccountId: z.string() }),
  refusals: ['accounts-not-linked'],
  audit: { action: 'account.unlinked', subjects: ['account'] },
})
