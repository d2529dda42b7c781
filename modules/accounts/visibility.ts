import type { Principal, Scope } from '@tallystick/kernel/operation/principal.ts'
import { inScope } from '@tallystick/kernel/operation/scope.ts'
import sql, { type Sql } from 'sql-template-tag'

/** What other partners read in place of the name of a partner that does not show itself. */
export const NAME_WITHHELD = 'Name Withheld'

/**
 * SQL condition: the caller may see the account in `alias` (a table alias of `account`): one of the scope's, or
 * a customer that one of them looks after.
 */
export function visibleAccount(scope: Scope, alias: Sql): Sql {
  if (scope.all) return sql`TRUE`
  return sql`(${inScope(scope, sql`${alias}.account_id`)} OR EXISTS (SELECT 1 FROM account_relation rel
    WHERE rel.tenant_id = ${alias}.tenant_id AND rel.customer_account_id = ${alias}.account_id
      AND rel.partner_account_id = ANY(${scope.owners as string[]}::uuid[])))`
}

/** SQL text: the account's name, or "Name Withheld" for a partner that is hidden from this caller. */
export function visibleName(scope: Scope, alias: Sql): Sql {
  if (scope.all) return sql`${alias}.name`
  return sql`CASE WHEN ${alias}.kind <> 'partner' OR ${alias}.is_visible_to_partners
    OR ${visibleAccount(scope, alias)} THEN ${alias}.name ELSE ${NAME_WITHHELD} END`
}

/** SQL condition: the user in `alias` (a table alias of `app_user`) belongs to an account of the scope. */
export function visibleUser(scope: Scope, alias: Sql): Sql {
  if (scope.all) return sql`TRUE`
  return sql`EXISTS (SELECT 1 FROM membership vis WHERE vis.tenant_id = ${alias}.tenant_id
    AND vis.user_id = ${alias}.user_id AND vis.account_id = ANY(${scope.owners as string[]}::uuid[]))`
}

/** The scope that a permission gives, wider when its child permission is held too. */
export function scopeWith(principal: Principal, childPermission: string): Scope {
  return principal.permissions.has(childPermission) ? principal.childScope : principal.ownScope
}

/** Whether a scope covers an account by its key. */
export function covers(scope: Scope, accountId: string): boolean {
  return scope.all || scope.owners.includes(accountId)
}
