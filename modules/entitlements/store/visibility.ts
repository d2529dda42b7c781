import { inCategories, inScope } from '@tallystick/kernel/operation/scope.ts'
import type { Scope } from '@tallystick/kernel/operation/principal.ts'
import sql, { raw, type Sql } from 'sql-template-tag'

/**
 * SQL condition: the entitlement in the given columns may be seen.
 *
 * Everybody outside the producer sees what an account of theirs is a party of, in whatever tier, once it is
 * deployed: drafts are not theirs yet, and tests never. `TRUE` for the producer.
 */
export function visibleEntitlement(scope: Scope, tenantIdColumn: Sql, entitlementIdColumn: Sql): Sql {
  if (scope.all) return sql`TRUE`
  return sql`EXISTS (SELECT 1 FROM entitlement_party vp
    JOIN entitlement ve ON ve.tenant_id = vp.tenant_id AND ve.entitlement_id = vp.entitlement_id
    WHERE vp.tenant_id = ${tenantIdColumn} AND vp.entitlement_id = ${entitlementIdColumn}
      AND ${inScope(scope, sql`vp.account_id`)} AND ve.state NOT IN ('draft', 'test'))`
}

/** SQL: keys of the entitlements that a caller outside the producer may see, by the same rule. */
export function visibleEntitlementKeys(scope: Scope, tenantId: string): Sql {
  return sql`SELECT vp.entitlement_id FROM entitlement_party vp
    JOIN entitlement ve ON ve.tenant_id = vp.tenant_id AND ve.entitlement_id = vp.entitlement_id
    WHERE vp.tenant_id = ${tenantId} AND ${inScope(scope, sql`vp.account_id`)} AND ve.state NOT IN ('draft', 'test')`
}

/**
 * SQL condition: the line item of the given alias may be seen: by its own state, a party, and its product
 * line. `TRUE` for the producer. `alias` is a name in our own SQL, never text of a caller.
 */
export function visibleLineItem(scope: Scope, alias: string): Sql {
  if (scope.all) return sql`TRUE`
  const li = raw(alias)
  return sql`(${li}.state NOT IN ('draft', 'test') AND ${inCategories(scope, sql`${li}.product_line_id`)}
    AND EXISTS (SELECT 1 FROM entitlement_party vp
      WHERE vp.tenant_id = ${li}.tenant_id AND vp.entitlement_id = ${li}.entitlement_id
        AND ${inScope(scope, sql`vp.account_id`)}))`
}
