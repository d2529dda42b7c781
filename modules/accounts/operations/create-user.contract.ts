import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { attributeValueRefusals } from '@tallystick/settings/operations/attribute-fields.contract.ts'
import { z } from 'zod'
import { Memberships, PersonFields, ProductLines, UserAnswer, UserName } from './user-fields.contract.ts'

const { firstName, lastName, displayName, email, ...rest } = PersonFields.shape

export const createUser = defineCommand({
  name: 'create-user',
  summary: 'Add a user who may sign in, or a contact who may not.',
  rows: ['USR-02', 'LOG-01'],
  rest: { method: 'POST', path: '/v1/users' },
  permission: 'users.manage',
  childPermission: 'child-users.manage',
  input: z.object({
    firstName,
    lastName,
    displayName,
    email,
    userName: UserName.optional(),
    maySignIn: z.boolean().default(true).meta({ label: 'May sign in', help: 'A contact may not.' }),
    isShared: z.boolean().default(false).meta({ label: 'Shared by several people' }),
    memberships: Memberships,
    productLines: ProductLines.default([]),
    ...rest,
  }),
  output: UserAnswer,
  refusals: [
    'user-needs-account',
    'user-account-kinds-differ',
    'user-accounts-above-each-other',
    'user-needs-role',
    'role-kind-differs',
    'role-inactive',
    'permission-not-held',
    'product-line-not-held',
    'user-name-taken',
    'product-line-unknown',
    ...attributeValueRefusals,
  ],
  audit: { action: 'user.created', subjects: ['user', 'account'] },
  emits: ['user.created'],
})
