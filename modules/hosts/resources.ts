import { accountLabelOf } from '@tallystick/accounts/services.ts'
import { visibleEntitlement, visibleEntitlementKeys } from '@tallystick/entitlements/services.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import type { Resource } from '@tallystick/kernel/operation/find.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { inCategories, inScope } from '@tallystick/kernel/operation/scope.ts'
import sql, { empty, type Sql } from 'sql-template-tag'

/** A host of an account, as it is read. */
export interface Host {
  readonly id: string
  readonly accountId: string
  /** `ID (name)`. */
  readonly account: string
  readonly use: 'server' | 'node'
  readonly types: readonly string[]
  /** One host ID, or the three of a redundant set in their order. */
  readonly texts: readonly string[]
  readonly label: string
  /** Equal for the same hosts in any order; see `rules/host-key.ts`. */
  readonly key: string
  readonly createdAt: string
}

/** Hosts by key, for those who act for the accounts that they belong to. */
export const Hosts: Resource<Host> = {
  kind: 'host',
  select: (ctx, reference, lock) => sql`${hostByKey(ctx, reference)}
      AND ${inScope(ctx.scope, sql`h.account_id`)} ${lock ? sql`FOR NO KEY UPDATE OF h` : empty}`,
  fromRow: (row: Host) => row,
}

/** Hosts by key, for whoever sees them: the accounts that they belong to, and who sees a license on them. */
export const SeenHosts: Resource<Host> = {
  kind: 'host',
  select: (ctx, reference) => sql`${hostByKey(ctx, reference)} AND ${visibleHost(ctx)}`,
  fromRow: (row: Host) => row,
}

function hostByKey(ctx: QueryContext, reference: string): Sql {
  return sql`SELECT h.host_id AS id, h.account_id AS "accountId",
      ${accountLabelOf(sql`h.tenant_id`, sql`h.account_id`)} AS account, h.use, h.host_types AS types,
      h.host_texts AS texts, h.label, h.host_key AS key, h.created_at AS "createdAt"
    FROM host h WHERE h.tenant_id = ${ctx.tenantId} AND h.host_id = ${isUuid(reference) ? reference : null}::uuid`
}

/**
 * SQL condition: the host `h` is one of the scope's accounts, or has a license that the caller sees: a partner looks
 * after the machines of its customers. LIFE-08.
 */
export function visibleHost(ctx: QueryContext): Sql {
  const { scope, tenantId } = ctx
  if (scope.all) return sql`TRUE`
  return sql`h.host_id IN (SELECT own.host_id FROM host own WHERE own.tenant_id = ${tenantId}
      AND ${inScope(scope, sql`own.account_id`)}
    UNION ALL SELECT seen.host_id FROM host_license seen WHERE seen.tenant_id = ${tenantId}
      AND seen.entitlement_id = ANY(ARRAY(${visibleEntitlementKeys(scope, tenantId)}))
      AND ${inCategories(scope, sql`seen.product_line_id`)})`
}

/**
 * SQL: rows of the view `host_license` (alias `l`) of a host that its reader may know of: product lines hide some, and
 * of a customer's host a partner sees what it has sold. All of them without a reader.
 */
export function licensesOf(ctx: QueryContext | null, tenantId: Sql, hostId: Sql): Sql {
  const visible =
    ctx === null
      ? sql`TRUE`
      : sql`${inCategories(ctx.scope, sql`l.product_line_id`)}
          AND ${visibleEntitlement(ctx.scope, sql`l.tenant_id`, sql`l.entitlement_id`)}`
  return sql`FROM host_license l WHERE l.tenant_id = ${tenantId} AND l.host_id = ${hostId} AND ${visible}`
}
