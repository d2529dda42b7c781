import { findAccountsByCodes, findContacts, type Contact } from '@tallystick/accounts/services.ts'
import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { Scope } from '@tallystick/kernel/operation/principal.ts'
import type { AccountFacts } from '../rules/parties.ts'

/** Accounts and people by key or public ID. */
export interface People {
  account(reference: string): AccountFacts
  contact(reference: string): Contact
}

/** Finds accounts and contacts by key, account ID or user name. Throws NotFound for a reference without one. */
export async function peopleOf(
  ctx: QueryContext,
  references: { readonly accounts: readonly string[]; readonly contacts: readonly string[] },
): Promise<People> {
  const accounts = await accountsOf(ctx, references.accounts)
  const contacts = await findContacts(ctx, references.contacts)
  return {
    account: (reference) => {
      const wanted = reference.toLowerCase()
      const found = accounts.find(({ id, code }) => id === wanted || code.toLowerCase() === wanted)
      if (!found) throw new NotFound('account', reference)
      return found
    },
    contact: (reference) => {
      const wanted = reference.toLowerCase()
      const found = contacts.find(({ id, userName }) => id === wanted || userName.toLowerCase() === wanted)
      if (!found) throw new NotFound('contact', reference)
      return found
    },
  }
}

/** Whether the caller acts for this account; the producer acts for all. */
export function inCallersAccounts(scope: Scope, accountId: string): boolean {
  return scope.all || scope.owners.includes(accountId)
}

async function accountsOf(
  ctx: QueryContext,
  references: readonly string[],
): Promise<readonly AccountFacts[]> {
  const found = await findAccountsByCodes(ctx, references)
  return found.map(({ id, code, name, state }) => ({ id, code, name, isActive: state === 'active' }))
}
