import type { AttributeValues } from '@tallystick/settings/model.ts'

/** What an account is to the producer. `producer` is the producer's own house. */
export type AccountKind = 'producer' | 'customer' | 'partner' | 'self-registered'

/** Kinds of accounts and of the users in them, with the words that pages show. */
export const ACCOUNT_KINDS = {
  producer: 'Producer',
  customer: 'Customer',
  partner: 'Partner',
  'self-registered': 'Self-registered',
} as const satisfies Record<AccountKind, string>

/** An inactive account keeps its records, but its users act for it no more. */
export type AccountState = 'active' | 'inactive'

/** States of accounts, with the words that pages show. */
export const ACCOUNT_STATES = { active: 'Active', inactive: 'Inactive' } as const

/** Producer roles are for users of the producer, portal roles for all the others. */
export type RoleKind = 'producer' | 'portal'

/** Kinds of roles, with the words that pages show. */
export const ROLE_KINDS = { producer: 'Producer', portal: 'Portal' } as const

/** An account as the database has it. `code` is its public ID. */
export interface Account {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly kind: AccountKind
  readonly state: AccountState
  readonly description: string
  readonly address1: string
  readonly address2: string
  readonly city: string
  readonly province: string
  readonly postalCode: string
  readonly country: string
  readonly region: string
  readonly isVisibleToPartners: boolean
  readonly isSystem: boolean
  readonly customAttributes: AttributeValues
  readonly createdAt: string
  readonly updatedAt: string
  readonly rowVersion: number
}

/** An account as other records mention it. */
export type AccountMention = Pick<Account, 'id' | 'code' | 'name' | 'kind' | 'state'>

/** A role as the database has it. `permissions` may be `['*']`, which stands for all of them. */
export interface Role {
  readonly id: string
  readonly name: string
  readonly kind: RoleKind
  readonly description: string
  readonly isSystem: boolean
  readonly isActive: boolean
  readonly permissions: readonly string[]
  readonly createdAt: string
  readonly updatedAt: string
  readonly rowVersion: number
}

/** A role as memberships mention it. */
export type RoleMention = Pick<Role, 'id' | 'name' | 'kind' | 'isActive' | 'permissions'>

/** A person: a user who may sign in, or a contact who may not. */
export interface User {
  readonly id: string
  readonly userName: string
  readonly kind: AccountKind
  readonly maySignIn: boolean
  readonly isActive: boolean
  readonly isShared: boolean
  readonly firstName: string
  readonly lastName: string
  readonly displayName: string
  readonly email: string
  readonly phone: string
  readonly fax: string
  readonly street: string
  readonly city: string
  readonly province: string
  readonly postalCode: string
  readonly country: string
  readonly locale: string
  /** Empty when pages take that of the device. */
  readonly timeZone: string
  readonly wantsMarketing: boolean
  readonly wantsExpiringMail: boolean
  readonly customAttributes: AttributeValues
  readonly lastSignedInAt: string | null
  readonly createdAt: string
  readonly updatedAt: string
  readonly rowVersion: number
}

/** A user's place in an account. `expiresOn` is the first day without it; null is for ever. */
export interface Membership {
  readonly account: AccountMention
  readonly roles: readonly RoleMention[]
  readonly expiresOn: string | null
}
