import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { attributeValueRefusals } from '@tallystick/settings/operations/attribute-fields.contract.ts'
import { z } from 'zod'
import { AccountAnswer, AccountCode, AccountFields, accountRef, Kind } from './account-fields.contract.ts'

const { name, ...rest } = AccountFields.shape

export const createAccount = defineCommand({
  name: 'create-account',
  summary: 'Add an account, alone or below others.',
  rows: ['USR-04'],
  rest: { method: 'POST', path: '/v1/accounts' },
  permission: 'accounts.manage',
  childPermission: 'child-accounts.manage',
  input: z.object({
    name,
    code: AccountCode.optional(),
    kind: Kind.meta({ label: 'Kind' }),
    parents: z.array(accountRef).max(50).default([]).meta({ label: 'Below' }),
    relatedAccounts: z
      .array(accountRef)
      .max(200)
      .default([])
      .meta({ label: 'Related accounts', help: 'Partners of a customer, or customers of a partner.' }),
    ...rest,
  }),
  output: AccountAnswer,
  refusals: [
    'account-kind-not-allowed',
    'parent-account-required',
    'account-code-taken',
    'account-kinds-differ',
    'account-relation-kinds',
    ...attributeValueRefusals,
  ],
  audit: { action: 'account.created', subjects: ['account'] },
})
