import { violatedConstraint } from '@tallystick/kernel/db/pool.ts'
import { Forbidden } from '@tallystick/kernel/errors/problems.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { randomGroups, randomText } from '@tallystick/kernel/ids-time/crockford.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import type { CommandContext } from '@tallystick/kernel/operation/implement.ts'
import type { AttributeValues } from '@tallystick/settings/model.ts'
import { checkedAttributes } from '@tallystick/settings/services.ts'
import type { z } from 'zod'
import { linkAccounts } from './link-accounts.ts'
import type { Account, AccountMention } from './model.ts'
import type { NewContact, NewNeighbour } from './operations/account-fields.contract.ts'
import { relateAccounts } from './relate-accounts.ts'
import { insertAccount } from './store/accounts.ts'
import type { Contact } from './store/contacts.ts'
import { replaceMemberships } from './store/memberships.ts'
import { insertUser } from './store/users.ts'
import { covers, scopeWith } from './visibility.ts'

/** Fields of an account to be written; its public ID is made where it is left out. */
export type AddedAccount = Pick<Account, 'name' | 'kind'> &
  Partial<Omit<Account, 'id' | 'code' | 'state' | 'isSystem'>> & {
    readonly code?: string | undefined
    readonly customAttributes: AttributeValues
  }

/** Writes an account that stands alone. Refuses `account-code-taken`. The caller has checked the rest. */
export async function addAccount(ctx: CommandContext, fields: AddedAccount): Promise<Account> {
  const { code, ...given } = fields
  const account: Account = {
    description: '',
    address1: '',
    address2: '',
    city: '',
    province: '',
    postalCode: '',
    country: '',
    region: '',
    isVisibleToPartners: true,
    ...given,
    id: newId(),
    code: code ?? `ACC-${randomGroups(2)}`,
    state: 'active',
    isSystem: false,
    createdAt: ctx.now.toString(),
    updatedAt: ctx.now.toString(),
    rowVersion: 1,
  }
  try {
    await insertAccount(ctx, account)
  } catch (error) {
    if (violatedConstraint(error) !== 'account__code') throw error
    ctx.refuse(refuse('account-code-taken', { code: account.code }))
  }
  return account
}

/** A new account that somebody deals with from now on, as the command of another room asks for it. */
export interface WantedNeighbour {
  readonly kind: 'customer' | 'partner'
  readonly fields: z.output<typeof NewNeighbour>
  /** The account that it deals with; null where there is none, which only the producer may ask for. */
  readonly beside: AccountMention | null
}

/** The account that was added, and its person. */
export interface AddedNeighbour {
  readonly account: AccountMention
  readonly contact: Contact | null
}

/**
 * Adds an account in the course of a command of another room: related to a party of another kind, below one of its own.
 * The caller writes it into the history of its own command.
 *
 * Ends with `Forbidden` without the permission to create accounts (for a party that is a sub-account: that for
 * sub-accounts), and for a contact without the permission to manage users.
 */
export async function addNeighbour(ctx: CommandContext, wanted: WantedNeighbour): Promise<AddedNeighbour> {
  const { kind, fields, beside } = wanted
  const { contact, ...own } = fields
  admitNeighbour(ctx, beside, contact !== undefined)
  const customAttributes = await checkedAttributes(ctx, 'account', own.customAttributes, null)
  const account = await addAccount(ctx, { ...own, kind, customAttributes })
  if (beside?.kind === kind) await linkAccounts(ctx, beside, account)
  else if (beside) await relateAccounts(ctx, beside, account)
  return { account, contact: contact ? await addContact(ctx, account, contact) : null }
}

function admitNeighbour(ctx: CommandContext, beside: AccountMention | null, hasContact: boolean): void {
  const { ownScope } = ctx.principal
  const needed = (permission: string, child: string) => {
    if (!ctx.may(permission)) throw new Forbidden(permission)
    const isReached = ownScope.all || (beside && covers(scopeWith(ctx.principal, child), beside.id))
    if (!isReached) throw new Forbidden(child)
  }
  needed('accounts.manage', 'child-accounts.manage')
  if (hasContact) needed('users.manage', 'child-users.manage')
}

/** Writes a person who can be written to and may not sign in. */
async function addContact(
  ctx: CommandContext,
  account: AccountMention,
  fields: z.output<typeof NewContact>,
): Promise<Contact> {
  const { firstName, lastName, email } = fields
  const person = {
    id: newId(),
    userName: `CONTACT-${randomText(8)}`,
    kind: account.kind,
    firstName,
    lastName,
    displayName: `${firstName} ${lastName}`,
    email,
    maySignIn: false,
    isActive: true,
    customAttributes: await checkedAttributes(ctx, 'user', fields.customAttributes, null),
  }
  await insertUser(ctx, person)
  await replaceMemberships(ctx, person.id, [{ account, roles: [], expiresOn: null }])
  const { id, userName, displayName: name } = person
  return { id, userName, name, email, accountIds: [account.id] }
}
