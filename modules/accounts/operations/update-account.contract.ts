import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { AccountAnswer, AccountCode, AccountFields, accountRef } from './account-fields.contract.ts'

const { shape } = AccountFields

/** Fields that an edit may leave out; those keep their values. */
export const AccountEditFields = z.object({
  code: AccountCode.optional(),
  name: shape.name.optional(),
  description: shape.description.unwrap().optional(),
  address1: shape.address1.unwrap().optional(),
  address2: shape.address2.unwrap().optional(),
  city: shape.city.unwrap().optional(),
  province: shape.province.unwrap().optional(),
  postalCode: shape.postalCode.unwrap().optional(),
  country: shape.country.unwrap().optional(),
  region: shape.region.unwrap().optional(),
  isVisibleToPartners: shape.isVisibleToPartners.unwrap().optional(),
  customAttributes: shape.customAttributes.unwrap().optional(),
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
  refusals: ['changed-meanwhile', 'account-code-taken'],
  audit: { action: 'account.updated', subjects: ['account', 'unchanged'] },
  emits: ['account.renamed'],
})
