import { serversOfAccount } from '@tallystick/hosts/services.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import { visibleFulfillment } from '../resources.ts'
import { licenseWithHosts, type LicenseWithHosts } from './held-licenses.ts'

/** SQL: whether a license `f` names a host, as server or as node. */
export function isOnHost(ctx: QueryContext, hostId: string): Sql {
  return sql`(f.server_host_id = ${hostId} OR f.fulfillment_id IN (SELECT n.fulfillment_id FROM fulfillment_node n
    WHERE n.tenant_id = ${ctx.tenantId} AND n.host_id = ${hostId}))`
}

/** SQL: the same, and is not obsolete. */
function namesHost(ctx: QueryContext, hostId: string): Sql {
  return sql`f.tenant_id = ${ctx.tenantId} AND f.state <> 'obsolete' AND ${isOnHost(ctx, hostId)}`
}

/** How many licenses that are not obsolete name a host: those that the caller sees, and the others. */
export function countOnHost(
  ctx: QueryContext,
  hostId: string,
): Promise<{ readonly active: number; readonly hidden: number }> {
  return ctx.tx.one(sql`SELECT (count(*) FILTER (WHERE ${visibleFulfillment(ctx)}))::integer AS active,
      (count(*) FILTER (WHERE NOT ${visibleFulfillment(ctx)}))::integer AS hidden
    FROM fulfillment f WHERE ${namesHost(ctx, hostId)}`)
}

/** SQL: keys of the line items that have licenses on a host; for `lockForActivation`. */
export function lineItemKeysOnHost(ctx: QueryContext, hostId: string): Sql {
  return sql`SELECT f.line_item_id FROM fulfillment f WHERE ${namesHost(ctx, hostId)}`
}

/** Keys of the line items that have copies in licenses on a host, in the order of the keys. */
export async function lineItemsOnHost(ctx: QueryContext, hostId: string): Promise<readonly string[]> {
  const rows = await ctx.tx.rows<{ id: string }>(sql`SELECT DISTINCT f.line_item_id AS id
    FROM fulfillment f WHERE ${namesHost(ctx, hostId)} AND f.copies_taken + f.overdraft_taken > 0
    ORDER BY f.line_item_id`)
  return rows.map(({ id }) => id)
}

/**
 * Licenses of line items that name a host, oldest first, under lock. To be called when the locks of their line items
 * are held: only then is this what they are.
 */
export async function lockLicensesOfHost(
  ctx: QueryContext,
  hostId: string,
  lineItemIds: readonly string[],
): Promise<readonly LicenseWithHosts[]> {
  const rows = await ctx.tx.rows<LicenseWithHosts>(sql`SELECT ${licenseWithHosts}
    FROM fulfillment f WHERE ${namesHost(ctx, hostId)} AND f.line_item_id = ANY(${[...lineItemIds]}::uuid[])
    ORDER BY f.fulfillment_id FOR NO KEY UPDATE OF f`)
  return rows.toSorted(byAge)
}

/** The text of a license of a host. */
export interface TextOnHost {
  readonly id: string
  readonly fulfillmentCode: string
  readonly products: string
  readonly copies: number
  readonly licenseText: string
}

/** Texts of the licenses of a host that are good now, oldest first, `limit` at most. */
export function textsOnHost(
  ctx: QueryContext,
  hostId: string,
  limit: number,
): Promise<readonly TextOnHost[]> {
  return ctx.tx.rows<TextOnHost>(sql`SELECT f.fulfillment_id AS id, f.fulfillment_code AS "fulfillmentCode",
      f.products_label AS products, f.copies, f.license_text AS "licenseText"
    FROM fulfillment f WHERE ${namesHost(ctx, hostId)} AND f.state = 'active' AND f.license_text IS NOT NULL
      AND ${visibleFulfillment(ctx)}
    ORDER BY f.fulfilled_at, f.fulfillment_id LIMIT ${limit}`)
}

/** A license whose copies can be counted out anew, with the key of its server. */
export interface CountedOnHosts {
  readonly id: string
  readonly lineItemId: string
  readonly hostId: string
  readonly copies: number
  readonly overdraft: number
}

/** SQL: whether a license `f` holds counted copies of an account that can go to another of its servers. */
function isCounted(ctx: QueryContext, accountId: string): Sql {
  return sql`f.tenant_id = ${ctx.tenantId} AND f.state = 'active' AND f.support_action = 'master'
    AND f.server_host_id = ANY(ARRAY(${serversOfAccount(ctx.tenantId, accountId)}))
    AND f.license_kind IN ('floating-counted', 'nodelocked-counted') AND f.technology = 'certificate'`
}

/** Counted licenses of an account that the caller sees, `limit` at most. */
export function countedLicenses(
  ctx: QueryContext,
  accountId: string,
  limit: number,
): Promise<readonly CountedOnHosts[]> {
  return ctx.tx.rows<CountedOnHosts>(sql`SELECT f.fulfillment_id AS id, f.line_item_id AS "lineItemId",
      f.server_host_id AS "hostId", f.copies, f.overdraft
    FROM fulfillment f WHERE ${isCounted(ctx, accountId)} AND ${visibleFulfillment(ctx)}
    ORDER BY f.fulfilled_at, f.fulfillment_id LIMIT ${limit}`)
}

/** Counted licenses of line items of an account under lock, oldest first; call with the line items' locks held. */
export async function lockCountedLicenses(
  ctx: QueryContext,
  accountId: string,
  lineItemIds: readonly string[],
): Promise<readonly LicenseWithHosts[]> {
  const rows = await ctx.tx.rows<LicenseWithHosts>(sql`SELECT ${licenseWithHosts}
    FROM fulfillment f WHERE ${isCounted(ctx, accountId)} AND f.line_item_id = ANY(${[...lineItemIds]}::uuid[])
      AND ${visibleFulfillment(ctx)}
    ORDER BY f.fulfillment_id FOR NO KEY UPDATE OF f`)
  return rows.toSorted(byAge)
}

function byAge(a: LicenseWithHosts, b: LicenseWithHosts): number {
  if (a.fulfilledAt !== b.fulfilledAt) return a.fulfilledAt < b.fulfilledAt ? -1 : 1
  return a.id < b.id ? -1 : 1
}
