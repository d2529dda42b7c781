import type { Tx } from '@tallystick/kernel/db/pool.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { Principal, Scope } from '@tallystick/kernel/operation/principal.ts'
import sql, { type Sql } from 'sql-template-tag'
import type { AccountMention, User } from './model.ts'
import { expandPermissions } from './permissions.ts'
import { accountsByReferences, MENTION_COLUMNS } from './store/accounts.ts'
import { administratorsAt, type Administrator } from './store/administrators.ts'
import { contactsByReferences, type Contact } from './store/contacts.ts'
import { isLastAdministrator } from './store/memberships.ts'
import { rightsOf, type RightsRow } from './store/rights.ts'
import { USER_COLUMNS } from './store/users.ts'
import { userFacts } from './user-facts.ts'
import { canManageUser } from './rules/users.ts'
import { visibleName, visibleUser } from './visibility.ts'

export { addNeighbour } from './add-account.ts'
export { accountResource, userResource } from './resources.ts'
export {
  admitExpiring,
  expiringSubscriberCount,
  expiringSubscribers,
  offeredPermissions,
  offersExpiring,
  offersSplit,
  type Subscriber,
} from './expiring.ts'
export type { Contact } from './store/contacts.ts'
export {
  isOfHierarchy,
  isRelated,
  peopleOfAccount,
  searchAccounts,
  searchHierarchy,
  searchRelated,
  type NeighbourAccount,
} from './store/neighbours.ts'
export type { RightsRow } from './store/rights.ts'

/** How an account is written where people read it: `ID (name)`. */
export function accountLabel(account: { readonly code: string; readonly name: string }): string {
  return `${account.code} (${account.name})`
}

/** Accounts by keys or public IDs, whatever the caller may see. Unknown ones are missing from the answer. */
export function findAccountsByCodes(
  ctx: QueryContext,
  references: readonly string[],
): Promise<AccountMention[]> {
  return references.length === 0 ? Promise.resolve([]) : accountsByReferences(ctx, references)
}

/**
 * People by keys or user names, with the accounts they belong to. Unknown ones are missing from the answer.
 */
export function findContacts(ctx: QueryContext, references: readonly string[]): Promise<Contact[]> {
  return references.length === 0 ? Promise.resolve([]) : contactsByReferences(ctx, references)
}

/** SQL text: the label of the account in a column, or an empty text when the column is null. */
export function accountLabelOf(tenantId: Sql, accountId: Sql): Sql {
  return sql`coalesce((SELECT lab.account_code || ' (' || lab.name || ')' FROM account lab
    WHERE lab.tenant_id = ${tenantId} AND lab.account_id = ${accountId}), '')`
}

/**
 * SQL condition: `compare` holds for the label of the account in a column; for searching lists of other
 * rooms.
 */
export function accountMatches(tenantId: Sql, accountId: Sql, compare: (left: Sql) => Sql): Sql {
  return sql`${accountId} IN (SELECT lab.account_id FROM account lab
    WHERE lab.tenant_id = ${tenantId} AND ${compare(sql`(lab.account_code || ' (' || lab.name || ')')`)})`
}

/** SQL text: the public ID of the account in a column, or an empty text. */
export function accountCodeOf(tenantId: Sql, accountId: Sql): Sql {
  return sql`coalesce((SELECT lab.account_code FROM account lab
    WHERE lab.tenant_id = ${tenantId} AND lab.account_id = ${accountId}), '')`
}

/**
 * SQL text: the account's name as this caller may read it, "Name Withheld" for a partner that hides itself.
 */
export function accountNameFor(scope: Scope, tenantId: Sql, accountId: Sql): Sql {
  return sql`coalesce((SELECT ${visibleName(scope, sql`lab`)} FROM account lab
    WHERE lab.tenant_id = ${tenantId} AND lab.account_id = ${accountId}), '')`
}

/**
 * SQL condition: `compare` holds for the public ID, or for the name as this caller may read it, of the account in a
 * column.
 */
export function accountPartMatches(
  scope: Scope,
  tenantId: Sql,
  accountId: Sql,
  part: 'code' | 'name',
  compare: (left: Sql) => Sql,
): Sql {
  const text = part === 'code' ? sql`lab.account_code` : sql`(${visibleName(scope, sql`lab`)})`
  return sql`${accountId} IN (SELECT lab.account_id FROM account lab
    WHERE lab.tenant_id = ${tenantId} AND ${compare(text)})`
}

/** Subquery of one row with what a person may do and see on the day `today`; see `RightsRow`. */
export function rightsOfUser(tenantId: Sql, userId: Sql, today: Sql): Sql {
  return rightsOf(tenantId, userId, today)
}

/** The part of a principal that follows from accounts, roles and product lines. */
export type Rights = Pick<
  Principal,
  'actorId' | 'actorName' | 'permissions' | 'ownScope' | 'childScope' | 'locale' | 'timeZone'
>

/** Turns a rights row into the rights of a principal. Users of the producer see all accounts. */
export function rightsFromRow(row: RightsRow): Rights {
  const categories = row.productLines.length > 0 ? row.productLines : null
  const scope = (owners: readonly string[]): Scope =>
    row.kind === 'producer' ? { all: true } : { all: false, owners, categories }
  return {
    actorId: row.userId,
    actorName: row.displayName,
    permissions: expandPermissions(row.permissions),
    ownScope: scope(row.own),
    childScope: scope([...new Set([...row.own, ...row.below])]),
    locale: row.locale,
    timeZone: row.timeZone,
  }
}

/** The rights of a user on a day (`2026-03-01`), or null when there is no such active user. One statement. */
export async function scopeOfUser(
  tx: Tx,
  tenantId: string,
  userId: string,
  today: string,
): Promise<Rights | null> {
  const row = await tx.maybe<RightsRow>(
    rightsOf(sql`${tenantId}::uuid`, sql`${userId}::uuid`, sql`${today}::date`),
  )
  return row?.isActive ? rightsFromRow(row) : null
}

/** A person by user name, whatever its case and state, for signing in and for help with passwords. */
export function userByName(ctx: QueryContext, userName: string): Promise<User | null> {
  return ctx.tx.maybe<User>(sql`SELECT ${USER_COLUMNS} FROM app_user AS u
    WHERE u.tenant_id = ${ctx.tenantId} AND u.user_name_lower = lower(${userName})`)
}

/** A person by key. */
export function userById(ctx: QueryContext, userId: string): Promise<User | null> {
  return ctx.tx.maybe<User>(sql`SELECT ${USER_COLUMNS} FROM app_user AS u
    WHERE u.tenant_id = ${ctx.tenantId} AND u.user_id = ${userId}`)
}

/** Keeps the date of the last sign-in. */
export async function noteSignIn(ctx: QueryContext, userId: string): Promise<void> {
  await ctx.tx.run(sql`UPDATE app_user SET last_signed_in_at = ${ctx.now.toString()}
    WHERE tenant_id = ${ctx.tenantId} AND user_id = ${userId}`)
}

/**
 * Deactivates a user after too many wrong passwords; true when that happened now.
 *
 * Never a shared user (row LOG-10) and never the last administrator, whom a stranger could otherwise lock out
 * of the house by knowing the name.
 */
export async function deactivateAfterFailures(ctx: QueryContext, userId: string): Promise<boolean> {
  if (await isLastAdministrator(ctx, userId)) return false
  const touched = await ctx.tx
    .run(sql`UPDATE app_user SET is_active = false, updated_at = ${ctx.now.toString()},
      row_version = row_version + 1
    WHERE tenant_id = ${ctx.tenantId} AND user_id = ${userId} AND is_active AND NOT is_shared`)
  return touched === 1
}

/**
 * Who manages a user: administrators of the accounts that the user belongs to or, where there is none, those of the
 * producer. At most twenty, by name.
 */
export async function administratorsOfUser(
  ctx: QueryContext,
  userId: string,
): Promise<readonly Administrator[]> {
  const own = sql`a.account_id IN (SELECT mine.account_id FROM membership mine
    WHERE mine.tenant_id = ${ctx.tenantId} AND mine.user_id = ${userId})`
  const near = await administratorsAt(ctx, userId, own)
  return near.length > 0 ? near : administratorsAt(ctx, userId, sql`a.kind = 'producer' AND a.is_system`)
}

/** Who manages an account: its administrators or, where there is none, those of the producer. */
export async function administratorsOfAccount(
  ctx: QueryContext,
  accountId: string,
): Promise<readonly Administrator[]> {
  const near = await administratorsAt(ctx, NOBODY, sql`a.account_id = ${accountId}`)
  return near.length > 0 ? near : administratorsAt(ctx, NOBODY, sql`a.kind = 'producer' AND a.is_system`)
}

/** Key that no user has: administrators are asked for without leaving anybody out. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * People of accounts with a mail address, by name: whom a license may be sent to. `text` is part of name or address.
 */
export function contactsOfAccounts(
  ctx: QueryContext,
  accountIds: readonly string[],
  limit: number,
  text = '',
) {
  const pattern = `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return ctx.tx.rows<{ name: string; email: string }>(sql`SELECT DISTINCT u.display_name AS name, u.email
    FROM membership m JOIN app_user u ON u.tenant_id = m.tenant_id AND u.user_id = m.user_id
    WHERE m.tenant_id = ${ctx.tenantId} AND m.account_id = ANY(${accountIds as string[]}::uuid[])
      AND u.is_active AND u.email <> '' AND (u.display_name ILIKE ${pattern} OR u.email ILIKE ${pattern})
    ORDER BY 1 LIMIT ${limit}`)
}

/** Accounts that a person belongs to, by name, without inactive ones and ended memberships. */
export function accountsOfUser(ctx: QueryContext, userId: string): Promise<AccountMention[]> {
  return ctx.tx.rows<AccountMention>(sql`SELECT ${MENTION_COLUMNS} FROM membership m
    JOIN account a ON a.tenant_id = m.tenant_id AND a.account_id = m.account_id
    WHERE m.tenant_id = ${ctx.tenantId} AND m.user_id = ${userId} AND a.state = 'active'
      AND (m.expires_on IS NULL OR m.expires_on > ${ctx.now.toString()}::timestamptz::date)
    ORDER BY a.name, a.account_id`)
}

/** SQL condition: the user in a key column belongs to an account of the scope. */
export function visibleUserId(scope: Scope, tenantId: Sql, userId: Sql): Sql {
  if (scope.all) return sql`TRUE`
  return sql`EXISTS (SELECT 1 FROM app_user vu WHERE vu.tenant_id = ${tenantId} AND vu.user_id = ${userId}
    AND ${visibleUser(scope, sql`vu`)})`
}

/** Why the caller may not manage a user who is visible, or null: nobody manages who holds more. */
export async function managingRefusal(ctx: QueryContext, user: User): Promise<Refusal | null> {
  return canManageUser(await userFacts(ctx, user))
}

/** SQL number: users who are restricted to a product line, among others. */
export function usersRestrictedTo(tenantId: Sql, productLineId: Sql): Sql {
  return sql`(SELECT count(*) FROM user_product_line upl
    WHERE upl.tenant_id = ${tenantId} AND upl.product_line_id = ${productLineId})`
}
