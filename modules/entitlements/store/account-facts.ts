import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { Scope } from '@tallystick/kernel/operation/principal.ts'
import sql from 'sql-template-tag'
import type { AccountFacts } from '../rules/parties.ts'

/** A person who may be the contact of a party. */
export interface ContactFacts {
  readonly id: string
  readonly userName: string
  readonly name: string
  readonly email: string
  /** Keys of the accounts that the person belongs to. */
  readonly accountIds: readonly string[]
}

/** Accounts and people by key or public ID. */
export interface People {
  account(reference: string): AccountFacts
  contact(reference: string): ContactFacts
}

/** Finds accounts and contacts by key, account ID or user name. Throws NotFound for a reference without one. */
export async function peopleOf(
  ctx: QueryContext,
  references: { readonly accounts: readonly string[]; readonly contacts: readonly string[] },
): Promise<People> {
  const accounts = await accountsOf(ctx, references.accounts)
  const contacts = await contactsOf(ctx, references.contacts)
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

async function accountsOf(ctx: QueryContext, references: readonly string[]): Promise<readonly AccountFacts[]> {
  if (references.length === 0) return []
  return ctx.tx.rows<AccountFacts>(sql`SELECT account_id AS id, account_code AS code, name,
      state = 'active' AS "isActive" FROM account WHERE tenant_id = ${ctx.tenantId}
      AND (account_id = ANY(${references.filter(isUuid)}::uuid[])
        OR lower(account_code) = ANY(${references.map((one) => one.toLowerCase())}::text[]))`)
}

async function contactsOf(ctx: QueryContext, references: readonly string[]): Promise<readonly ContactFacts[]> {
  if (references.length === 0) return []
  return ctx.tx.rows<ContactFacts>(sql`SELECT u.user_id AS id, u.user_name AS "userName", u.display_name AS name,
      u.email, ARRAY(SELECT m.account_id::text FROM membership m
        WHERE m.tenant_id = u.tenant_id AND m.user_id = u.user_id) AS "accountIds"
    FROM app_user u WHERE u.tenant_id = ${ctx.tenantId}
      AND (u.user_id = ANY(${references.filter(isUuid)}::uuid[])
        OR lower(u.user_name) = ANY(${references.map((one) => one.toLowerCase())}::text[]))`)
}
