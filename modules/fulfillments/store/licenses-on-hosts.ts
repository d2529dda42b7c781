import { licenseKinds } from '@tallystick/catalog/rules/license-kinds.ts'
import { hostsWithKeys } from '@tallystick/hosts/services.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import { visibleFulfillment } from '../resources.ts'
import { licenseWithHosts, type LicenseWithHosts } from './held-licenses.ts'

/** A license with the key of the host that it is on: of its server where it has one, else of its machine. */
export type LicenseOnHost = LicenseWithHosts & { readonly hostKey: string }

/** Where licenses are looked for. */
export interface LicensePlaces {
  readonly accountIds: readonly string[]
  readonly hostKeys: readonly string[]
}

/**
 * Active licenses of line items on hosts that have copies to give, locked in the order of their keys. To be called
 * when the locks of the line items are held: only then is this what they are. Emergency and stop-gap licenses stand
 * beside others and give none.
 */
export function lockLicensesOnHosts(
  ctx: QueryContext,
  lineItemIds: readonly string[],
  places: LicensePlaces,
): Promise<LicenseOnHost[]> {
  return ctx.tx
    .rows<LicenseOnHost>(sql`${onHosts(ctx, sql`${licenseWithHosts}, h.host_key AS "hostKey"`, places)}
    AND f.line_item_id = ANY(${[...lineItemIds]}::uuid[])
    ORDER BY f.fulfillment_id FOR NO KEY UPDATE OF f`)
}

/** How many copies of a line item are in active licenses on a host. */
export interface CopiesOnHost {
  readonly hostKey: string
  readonly lineItemId: string
  readonly copies: number
}

/** Copies in active licenses on hosts by line item, as far as the caller sees them. */
export function copiesOnHosts(ctx: QueryContext, places: LicensePlaces): Promise<CopiesOnHost[]> {
  return ctx.tx
    .rows<CopiesOnHost>(sql`SELECT there."hostKey", there."lineItemId", sum(there.copies)::integer AS copies
    FROM (${onHosts(ctx, sql`h.host_key AS "hostKey", f.line_item_id AS "lineItemId", f.copies`, places)}
      AND ${visibleFulfillment(ctx)}) AS there
    GROUP BY there."hostKey", there."lineItemId"`)
}

/** SQL: keys of the line items that have active licenses on hosts; for `lineItemFacts`. */
export function lineItemKeysOnHosts(ctx: QueryContext, places: LicensePlaces): Sql {
  return onHosts(ctx, sql`f.line_item_id`, places)
}

/** From the hosts to their licenses, by index; the same host can serve some and run others. */
function onHosts(ctx: QueryContext, columns: Sql, { accountIds, hostKeys }: LicensePlaces): Sql {
  return sql`SELECT ${columns} FROM (${hostsWithKeys(ctx.tenantId, accountIds, hostKeys)}) AS h
    CROSS JOIN LATERAL (
      SELECT s.fulfillment_id, FALSE AS is_node FROM fulfillment s
      WHERE s.tenant_id = ${ctx.tenantId} AND s.server_host_id = h.host_id
      UNION ALL
      SELECT n.fulfillment_id, TRUE FROM fulfillment_node n
      WHERE n.tenant_id = ${ctx.tenantId} AND n.host_id = h.host_id) AS place
    JOIN fulfillment f ON f.tenant_id = ${ctx.tenantId} AND f.fulfillment_id = place.fulfillment_id
      AND (f.license_kind = ANY(${nodeKinds}::text[])) = place.is_node
    WHERE f.state = 'active' AND f.support_action = 'master'`
}

/** Kinds whose licenses are each for one machine; all others are where their server is. */
const nodeKinds = licenseKinds.filter(({ countsPer }) => countsPer === 'node-host').map(({ kind }) => kind)
