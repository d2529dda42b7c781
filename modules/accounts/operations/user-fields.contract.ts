import { Commands, refTo } from '@tallystick/kernel/operation/define.ts'
import {
  AttributeValuesField,
  AttributeValuesView,
} from '@tallystick/settings/operations/attribute-fields.contract.ts'
import { z } from 'zod'
import { ROLE_KINDS, type RoleKind } from '../model.ts'
import { AccountMentionView, accountRef, Country, Kind } from './account-fields.contract.ts'

const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}]*$/u, 'One line without control characters.')

/** Whether a text names a time zone that this machine knows. */
function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** A time zone of the IANA database, such as `Europe/Berlin`. Empty: pages take that of the device, mails UTC. */
export const TimeZone = z
  .string()
  .max(60)
  .refine((text) => text === '' || isTimeZone(text), 'A time zone such as Europe/Berlin.')

/** A language tag, such as `de` or `en-GB`. */
export const Locale = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'A language such as en or de-AT.')

/** The name that a person signs in with; never changed. */
export const UserName = line(255).min(1).meta({ label: 'User name', help: 'Empty: the email address.' })

/** Fields of a person that may be changed later. */
export const PersonFields = z.object({
  firstName: line(100).min(1).meta({ label: 'First name' }),
  lastName: line(100).min(1).meta({ label: 'Last name' }),
  displayName: line(200).default('').meta({ label: 'Display name', help: 'Empty: first and last name.' }),
  email: z.email().max(254).meta({ label: 'Email' }),
  phone: line(60).default('').meta({ label: 'Phone' }),
  fax: line(60).default('').meta({ label: 'Fax' }),
  street: line(255).default('').meta({ label: 'Street' }),
  city: line(100).default('').meta({ label: 'City' }),
  province: line(100).default('').meta({ label: 'State or province' }),
  postalCode: line(40).default('').meta({ label: 'Postal code' }),
  country: Country.default('').meta({ label: 'Country', help: 'Two letters, such as DE.' }),
  locale: Locale.default('en').meta({ label: 'Language' }),
  timeZone: TimeZone.default('').meta({ label: 'Time zone', help: 'Empty: that of the device.' }),
  wantsMarketing: z.boolean().default(false).meta({ label: 'Wants news by email' }),
  wantsExpiringMail: z.boolean().default(false).meta({ label: 'Wants mail about expiring entitlements' }),
  customAttributes: AttributeValuesField.default({}),
})

/** A place of a user: account, roles by key or name, and the first day without it. */
export const MembershipInput = z.object({
  account: accountRef,
  roles: z.array(refTo('role')).max(20).default([]).meta({ label: 'Roles' }),
  expiresOn: z.iso
    .date()
    .nullable()
    .default(null)
    .meta({ label: 'Ends on', help: 'The first day without it.' }),
})

/** All places of a user. */
export const Memberships = z.array(MembershipInput).min(1).max(100).meta({ label: 'Accounts' })

/** Product lines by key; none is no restriction. */
export const ProductLines = z
  .array(z.uuid())
  .max(100)
  .meta({ label: 'Product lines', help: 'Empty: all of them.' })

/** Everything about one user or contact. Places in accounts that the reader may not see are left out. */
export const UserView = PersonFields.required().extend({
  customAttributes: AttributeValuesView,
  id: z.string(),
  userName: z.string(),
  kind: Kind,
  maySignIn: z.boolean(),
  isActive: z.boolean(),
  isShared: z.boolean(),
  memberships: z.array(
    z.object({
      account: AccountMentionView,
      roles: z.array(z.object({ id: z.string(), name: z.string() })),
      expiresOn: z.string().nullable(),
    }),
  ),
  productLines: z.array(z.string()),
  lastSignedInAt: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  rowVersion: z.int(),
  commands: Commands,
})

/** What commands on users answer with. */
export const UserAnswer = z.object({
  id: z.string(),
  userName: z.string(),
  displayName: z.string(),
  isActive: z.boolean(),
  rowVersion: z.int(),
})

/** A reference to a user. */
export const userRef = refTo('user')

/** Kind of a role. */
export const RoleKindField = z.enum(Object.keys(ROLE_KINDS) as [RoleKind, ...RoleKind[]])
