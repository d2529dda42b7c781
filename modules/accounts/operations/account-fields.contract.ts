import { Commands, refTo } from '@tallystick/kernel/operation/define.ts'
import {
  AttributeValuesField,
  AttributeValuesView,
} from '@tallystick/settings/operations/attribute-fields.contract.ts'
import { z } from 'zod'
import { ACCOUNT_KINDS, ACCOUNT_STATES, type AccountKind, type AccountState } from '../model.ts'

const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}]*$/u, 'One line without control characters.')

/** Kind of an account or of its users. */
export const Kind = z.enum(Object.keys(ACCOUNT_KINDS) as [AccountKind, ...AccountKind[]])

/** State of an account. */
export const State = z.enum(Object.keys(ACCOUNT_STATES) as [AccountState, ...AccountState[]])

/** Two capital letters, or nothing. */
export const Country = z
  .string()
  .trim()
  .regex(/^([A-Z]{2})?$/, 'Two capital letters, such as DE.')

/** Fields of an account that a person fills in and may change later. */
export const AccountFields = z.object({
  name: line(255)
    .min(1)
    .regex(/^[^:]*$/, 'A name has no colon.')
    .meta({ label: 'Account name' }),
  description: z.string().max(2000).default('').meta({ label: 'Description', multiline: true }),
  address1: line(255).default('').meta({ label: 'Address 1' }),
  address2: line(255).default('').meta({ label: 'Address 2' }),
  city: line(100).default('').meta({ label: 'City' }),
  province: line(100).default('').meta({ label: 'State or province' }),
  postalCode: line(40).default('').meta({ label: 'Postal code' }),
  country: Country.default('').meta({ label: 'Country', help: 'Two letters, such as DE.' }),
  region: line(100).default('').meta({ label: 'Region' }),
  isVisibleToPartners: z
    .boolean()
    .default(true)
    .meta({ label: 'Visible to other partners', help: 'Otherwise unrelated partners read "Name Withheld".' }),
  customAttributes: AttributeValuesField.default({}),
})

/** The public ID of an account. */
export const AccountCode = line(100)
  .min(1)
  .meta({ label: 'Account ID', help: 'Unique. Left empty, one is made.' })

/**
 * An account as other records mention it. `id` is null and the rest withheld when it is hidden from the
 * reader.
 */
export const AccountMentionView = z.object({
  id: z.string().nullable(),
  code: z.string(),
  name: z.string(),
  label: z.string(),
  kind: Kind,
  state: State,
})

/** An account of the tree; `linkIds` are its direct neighbours towards the shown account. */
export const TreeNodeView = AccountMentionView.extend({ linkIds: z.array(z.string()) })

/** Everything about one account. */
export const AccountView = AccountFields.required().extend({
  customAttributes: AttributeValuesView,
  id: z.string(),
  code: z.string(),
  label: z.string(),
  kind: Kind,
  state: State,
  isSystem: z.boolean(),
  parents: z.array(TreeNodeView),
  subAccounts: z.array(TreeNodeView),
  relatedAccounts: z.array(AccountMentionView),
  createdAt: z.string(),
  updatedAt: z.string(),
  rowVersion: z.int(),
  commands: Commands,
})

/** What commands on accounts answer with. */
export const AccountAnswer = z.object({
  id: z.string(),
  code: z.string(),
  label: z.string(),
  state: State,
  rowVersion: z.int(),
})

/** A reference to an account. */
export const accountRef = refTo('account')

/** A person of a new account who can be written to and may not sign in. */
export const NewContact = z.object({
  firstName: line(100).min(1).meta({ label: 'First name' }),
  lastName: line(100).min(1).meta({ label: 'Last name' }),
  email: z.email().max(254).meta({ label: 'Email' }),
  customAttributes: AttributeValuesField.default({}),
})

/** A new account that a command of another room adds on the way. */
export const NewNeighbour = z.object({
  name: AccountFields.shape.name,
  code: AccountCode.optional(),
  customAttributes: AttributeValuesField.default({}),
  contact: NewContact.optional().meta({ label: 'Contact', help: 'Gets the mails; may not sign in.' }),
})
