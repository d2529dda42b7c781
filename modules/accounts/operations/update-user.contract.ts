import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { attributeValueRefusals } from '@tallystick/settings/operations/attribute-fields.contract.ts'
import { z } from 'zod'
import { editable } from './editable.ts'
import { Memberships, PersonFields, ProductLines, UserAnswer, userRef } from './user-fields.contract.ts'

const { shape } = PersonFields

/** Fields of a person that an edit may leave out; those keep their values. */
export const PersonEditFields = z.object({
  firstName: shape.firstName.optional(),
  lastName: shape.lastName.optional(),
  displayName: editable(shape.displayName),
  email: shape.email.optional(),
  phone: editable(shape.phone),
  fax: editable(shape.fax),
  street: editable(shape.street),
  city: editable(shape.city),
  province: editable(shape.province),
  postalCode: editable(shape.postalCode),
  country: editable(shape.country),
  locale: editable(shape.locale),
  timeZone: editable(shape.timeZone),
  wantsMarketing: editable(shape.wantsMarketing),
  wantsExpiringMail: editable(shape.wantsExpiringMail),
  customAttributes: editable(shape.customAttributes),
})

const { firstName, lastName, displayName, email, ...rest } = PersonEditFields.shape

export const updateUser = defineCommand({
  name: 'update-user',
  summary: 'Change a user or contact: everything but the user name.',
  rows: ['USR-02', 'USR-03'],
  rest: { method: 'PATCH', path: '/v1/users/{user}' },
  permission: 'users.manage',
  childPermission: 'child-users.manage',
  input: z.object({
    user: userRef,
    rowVersion: z.int(),
    firstName,
    lastName,
    displayName,
    email,
    maySignIn: z.boolean().optional().meta({ label: 'May sign in' }),
    isShared: z.boolean().optional().meta({ label: 'Shared by several people' }),
    memberships: Memberships.optional(),
    productLines: ProductLines.optional(),
    ...rest,
  }),
  output: UserAnswer,
  refusals: [
    'changed-meanwhile',
    'permission-not-held',
    'user-needs-account',
    'user-account-kinds-differ',
    'user-home-account-fixed',
    'user-accounts-above-each-other',
    'user-needs-role',
    'role-kind-differs',
    'role-inactive',
    'last-administrator',
    'product-line-not-held',
    'product-line-unknown',
    ...attributeValueRefusals,
  ],
  audit: { action: 'user.updated', subjects: ['user', 'account', 'unchanged'] },
  emits: ['user.created'],
})
