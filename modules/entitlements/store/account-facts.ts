import { findAccountsByCodes, findContacts, type Contact } from '@tallystick/accounts/services.ts'
import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { Scope } from '@tallystick/kernel/operation/principal.ts'
import type { AccountFacts } from '../rules/parties.ts'
import { gatheredOf } from './gathered.ts'

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
  const kept = gatheredOf(ctx)
  const accounts = kept?.accounts ?? new Map<string, AccountFacts>()
  const contacts = kept?.contacts ?? new Map<string, Contact>()
  for (const one of await accountsOf(ctx, missing(accounts, references.accounts))) {
    accounts.set(one.id, one).set(one.code.toLowerCase(), one)
  }
  for (const one of await findContacts(ctx, missing(contacts, references.contacts))) {
    contacts.set(one.id, one).set(one.userName.toLowerCase(), one)
  }
  return {
    account: (reference) => {
      const found = accounts.get(reference.toLowerCase())
      if (!found) throw new NotFound('account', reference)
      return found
    },
    contact: (reference) => {
      const found = contacts.get(reference.toLowerCase())
      if (!found) throw new NotFound('contact', reference)
      return found
    },
  }
}

/** References that were not looked up yet, each once. */
function missing(known: ReadonlyMap<string, unknown>, references: readonly string[]): string[] {
  return [...new Set(references)].filter((one) => !known.has(one.toLowerCase()))
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
