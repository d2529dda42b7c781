import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { Resource } from '@tallystick/kernel/operation/find.ts'
import { inScope } from '@tallystick/kernel/operation/scope.ts'
import sql from 'sql-template-tag'
import type { Account, Role, User } from './model.ts'
import { ACCOUNT_COLUMNS, isAccount } from './store/accounts.ts'
import { selectRole } from './store/roles.ts'
import { isUser, USER_COLUMNS } from './store/users.ts'
import { visibleAccount, visibleUser } from './visibility.ts'

/** Accounts by key or public ID: own ones, sub-accounts with the child permission, customers of a partner. */
export const accountResource: Resource<Account> = {
  kind: 'account',
  select: (
    ctx: QueryContext,
    reference: string,
    lock: boolean,
  ) => sql`SELECT ${ACCOUNT_COLUMNS} FROM account AS a
    WHERE a.tenant_id = ${ctx.tenantId} AND ${isAccount(reference)} AND ${visibleAccount(ctx.scope, sql`a`)}
    ${lock ? sql`FOR NO KEY UPDATE OF a` : sql``}`,
  fromRow: (row: never) => row as Account,
}

/** Accounts that the caller may change: own ones and sub-accounts, but not the customers of a partner. */
export const managedAccount: Resource<Account> = {
  ...accountResource,
  select: (
    ctx: QueryContext,
    reference: string,
    lock: boolean,
  ) => sql`SELECT ${ACCOUNT_COLUMNS} FROM account AS a
    WHERE a.tenant_id = ${ctx.tenantId} AND ${isAccount(reference)} AND ${inScope(ctx.scope, sql`a.account_id`)}
    ${lock ? sql`FOR NO KEY UPDATE OF a` : sql``}`,
}

/** Users and contacts by key or user name, who belong to an account of the scope. */
export const userResource: Resource<User> = {
  kind: 'user',
  select: (
    ctx: QueryContext,
    reference: string,
    lock: boolean,
  ) => sql`SELECT ${USER_COLUMNS} FROM app_user AS u
    WHERE u.tenant_id = ${ctx.tenantId} AND ${isUser(reference)} AND ${visibleUser(ctx.scope, sql`u`)}
    ${lock ? sql`FOR NO KEY UPDATE OF u` : sql``}`,
  fromRow: (row: never) => row as User,
}

/** Roles by key or name. */
export const roleResource: Resource<Role> = {
  kind: 'role',
  select: (ctx, reference, lock) => selectRole(ctx, reference, lock),
  fromRow: (row: never) => row as Role,
}
