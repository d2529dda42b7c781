import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { attributeValueRefusals } from '@tallystick/settings/operations/attribute-fields.contract.ts'
import { z } from 'zod'
import { AccountAnswer, AccountCode, AccountFields, accountRef } from './account-fields.contract.ts'
import { editable } from './editable.ts'

const { shape } = AccountFields

/** Fields that an edit may leave out; those keep their values. */
export const AccountEditFields = z.object({
  code: AccountCode.optional(),
  name: shape.name.optional(),
  description: editable(shape.description),
  address1: editable(shape.address1),
  address2: editable(shape.address2),
  city: editable(shape.city),
  province: editable(shape.province),
  postalCode: editable(shape.postalCode),
  country: editable(shape.country),
  region: editable(shape.region),
  isVisibleToPartners: editable(shape.isVisibleToPartners),
  customAttributes: editable(shape.customAttributes),
})

export const updateAccount = defineCommand({
  name: 'update-account',
  summary: 'Change fields of an account.',
  rows: ['USR-04'],
  rest: { method: 'PATCH', path: '/v1/accounts/{account}' },
  permission: 'accounts.manage',
  childPermission: 'child-accounts.manage',
  input: AccountEditFields.extend({ account: accountRef, rowVersion: z.int() }),
  output: AccountAnswer,
  refusals: ['changed-meanwhile', 'account-code-taken', ...attributeValueRefusals],
  audit: { action: 'account.updated', subjects: ['account', 'unchanged'] },
  emits: ['account.renamed'],
})
