import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { Memberships, PersonFields, ProductLines, UserAnswer, userRef } from './user-fields.contract.ts'

const { shape } = PersonFields

/** Fields of a person that an edit may leave out; those keep their values. */
export const PersonEditFields = z.object({
  firstName: shape.firstName.optional(),
  lastName: shape.lastName.optional(),
  displayName: shape.displayName.unwrap().optional(),
  email: shape.email.optional(),
  phone: shape.phone.unwrap().optional(),
  fax: shape.fax.unwrap().optional(),
  street: shape.street.unwrap().optional(),
  city: shape.city.unwrap().optional(),
  province: shape.province.unwrap().optional(),
  postalCode: shape.postalCode.unwrap().optional(),
  country: shape.country.unwrap().optional(),
  locale: shape.locale.unwrap().optional(),
  timeZone: shape.timeZone.unwrap().optional(),
  wantsMarketing: shape.wantsMarketing.unwrap().optional(),
  wantsExpiringMail: shape.wantsExpiringMail.unwrap().optional(),
})

export const updateUser = defineCommand({
  name: 'update-user',
  summary: 'Change a user or contact: everything but the user name.',
  rows: ['USR-02', 'USR-03'],
  rest: { method: 'PATCH', path: '/v1/users/{user}' },
  permission: 'users.manage',
  childPermission: 'child-users.manage',
  input: PersonEditFields.extend({
    user: userRef,
    rowVersion: z.int(),
    maySignIn: z.boolean().optional().meta({ label: 'May sign in' }),
    isShared: z.boolean().optional().meta({ label: 'Shared by several people' }),
    memberships: Memberships.optional(),
    productLines: ProductLines.optional(),
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
  ],
  audit: { action: 'user.updated', subjects: ['user', 'account', 'unchanged'] },
  emits: ['user.created'],
})
