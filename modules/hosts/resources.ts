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
 *
 * `looksAtEach` asks it of one host after the other, in their order: for a caller who sees so much that a page is full
 * after some hundreds. Otherwise the hosts are gathered from what the caller sees.
 */
export function visibleHost(ctx: QueryContext, looksAtEach = false): Sql {
  const { scope, tenantId } = ctx
  if (scope.all) return sql`TRUE`
  if (looksAtEach) {
    // No EXISTS: the planner would answer it once, for all licenses of the tenant.
    return sql`(${inScope(scope, sql`h.account_id`)}
      OR (SELECT TRUE ${licensesOf(ctx, sql`h.tenant_id`, sql`h.host_id`)} LIMIT 1))`
  }
  return sql`h.host_id IN (SELECT own.host_id FROM host own WHERE own.tenant_id = ${tenantId}
      AND ${inScope(scope, sql`own.account_id`)}
    UNION ALL SELECT seen.host_id FROM host_license seen WHERE seen.tenant_id = ${tenantId}
      AND seen.entitlement_id = ANY(ARRAY(${visibleEntitlementKeys(scope, tenantId)}))
      AND ${inCategories(scope, sql`seen.product_line_id`)})`
}

/**
 * Entitlements from which on hosts are looked at one after the other. Of a million hosts a caller with 1,500 of 350,000
 * entitlements has a page in about 100 ms in either way; with 18,000 it takes 1.3 s to gather, and 10 ms to look.
 */
const MANY_ENTITLEMENTS = 1500

/** Whether the caller sees so many entitlements that hosts are better looked at one after the other. */
export async function seesManyEntitlements({ tx, scope, tenantId }: QueryContext): Promise<boolean> {
  if (scope.all) return false
  const { count } = await tx.one<{ count: number }>(sql`SELECT count(*)::integer AS count
    FROM (${visibleEntitlementKeys(scope, tenantId)} LIMIT ${MANY_ENTITLEMENTS}) AS seen`)
  return count === MANY_ENTITLEMENTS
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
