import { hostJson } from '@tallystick/hosts/services.ts'
import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import { fulfillmentColumns, namedFulfillment, type Fulfillment } from '../resources.ts'
import { isUseOf } from './rehost-uses.ts'

/** A host row as a license refers to it. */
export interface HostRow {
  readonly types: readonly string[]
  readonly texts: readonly string[]
}

/** A license with the host rows that it refers to; those of a license that was sold to nobody are not remembered. */
export type LicenseWithHosts = Fulfillment & {
  readonly serverRow: HostRow | null
  readonly nodeRows: readonly HostRow[]
}

/** Columns of a `LicenseWithHosts` of a fulfillment `f`. */
export const licenseWithHosts: Sql = sql`${fulfillmentColumns},
      ${hostJson(sql`f.tenant_id`, sql`f.server_host_id`)} AS "serverRow",
      (SELECT coalesce(jsonb_agg(${hostJson(sql`n.tenant_id`, sql`n.host_id`)} ORDER BY n.position), '[]')
        FROM fulfillment_node n
        WHERE n.tenant_id = f.tenant_id AND n.fulfillment_id = f.fulfillment_id) AS "nodeRows"`

/** SQL: keys of the line items of named licenses that the caller may see; for `lockForActivation`. */
export function lineItemKeysOf(ctx: QueryContext, references: readonly string[]): Sql {
  return sql`SELECT f.line_item_id FROM fulfillment f WHERE ${namedFulfillment(ctx, references)}`
}

/** One license with its hosts, for reading. Throws NotFound when the caller does not see it. */
export async function licenseWithHostsOf(ctx: QueryContext, reference: string): Promise<LicenseWithHosts> {
  const row = await ctx.tx.maybe<LicenseWithHosts>(sql`SELECT ${licenseWithHosts}
    FROM fulfillment f WHERE ${namedFulfillment(ctx, [reference])}`)
  if (row === null) throw new NotFound('license', reference)
  return row
}

/**
 * Reads and locks licenses, in the order of the references, each once. Throws NotFound for the first that the caller
 * does not see. To be called when the locks of their line items are held: only then is this what they are.
 */
export async function lockedLicenses(
  ctx: QueryContext,
  references: readonly string[],
): Promise<readonly LicenseWithHosts[]> {
  const rows = await ctx.tx.rows<LicenseWithHosts>(sql`SELECT ${licenseWithHosts}
    FROM fulfillment f WHERE ${namedFulfillment(ctx, references)}
    ORDER BY f.fulfillment_id FOR NO KEY UPDATE OF f`)
  const found = references.map((reference) => {
    const one = rows.find(({ id, fulfillmentCode }) => id === reference || fulfillmentCode === reference)
    if (!one) throw new NotFound('license', reference)
    return one
  })
  return [...new Set(found)]
}

/**
 * Instants of the newest support acts of a kind on a line item, newest first, `limit` at most. Licenses that were
 * issued beside others count from when they were issued, all other acts from when they ended a license. LIFE-06.
 */
export async function supportUses(
  ctx: QueryContext,
  lineItemId: string,
  act: string,
  limit: number,
): Promise<readonly Temporal.Instant[]> {
  const at = act === 'emergency' || act === 'stop-gap' ? sql`f.fulfilled_at` : sql`f.closed_at`
  const rows = await ctx.tx.rows<{ at: string }>(sql`SELECT ${at} AS at FROM fulfillment f
    WHERE f.tenant_id = ${ctx.tenantId} AND f.line_item_id = ${lineItemId}
      AND ${isUseOf(act)} AND ${at} IS NOT NULL
    ORDER BY ${at} DESC LIMIT ${Math.max(1, limit)}`)
  return rows.map(({ at: instant }) => Temporal.Instant.from(instant))
}

/** The same for several kinds at once, `limit` of each at most: for pages that show all policies. */
export async function supportUsesOfAll(
  ctx: QueryContext,
  lineItemId: string,
  acts: readonly string[],
  limit: number,
): Promise<ReadonlyMap<string, readonly Temporal.Instant[]>> {
  if (acts.length === 0) return new Map()
  const rows = await ctx.tx.rows<{ act: string; uses: readonly string[] }>(sql`SELECT asked.act,
      coalesce((SELECT jsonb_agg(u.at ORDER BY u.at DESC) FROM (
        SELECT CASE WHEN asked.act IN ('emergency', 'stop-gap') THEN f.fulfilled_at ELSE f.closed_at END AS at
        FROM fulfillment f WHERE f.tenant_id = ${ctx.tenantId} AND f.line_item_id = ${lineItemId}
          AND ${isUseOf(sql`asked.act`)}
        ORDER BY 1 DESC NULLS LAST LIMIT ${Math.max(1, limit)}) AS u WHERE u.at IS NOT NULL), '[]') AS uses
    FROM unnest(${[...acts]}::text[]) AS asked(act)`)
  return new Map(rows.map(({ act, uses }) => [act, uses.map((use) => Temporal.Instant.from(use))]))
}

/** The same for several line items at once, for each as many as its policy counts. */
export async function supportUsesOfItems(
  ctx: QueryContext,
  lineItems: readonly { readonly id: string; readonly count: number }[],
  act: string,
): Promise<ReadonlyMap<string, readonly Temporal.Instant[]>> {
  if (lineItems.length === 0) return new Map()
  const at = act === 'emergency' || act === 'stop-gap' ? sql`f.fulfilled_at` : sql`f.closed_at`
  const rows = await ctx.tx.rows<{ id: string; uses: readonly string[] }>(sql`SELECT asked.id, u.uses
    FROM jsonb_to_recordset(${JSON.stringify(lineItems)}::jsonb) AS asked(id uuid, count integer)
    CROSS JOIN LATERAL (SELECT coalesce(jsonb_agg(n.at ORDER BY n.at DESC), '[]') AS uses FROM (
      SELECT ${at} AS at FROM fulfillment f
      WHERE f.tenant_id = ${ctx.tenantId} AND f.line_item_id = asked.id AND ${isUseOf(act)}
        AND ${at} IS NOT NULL
      ORDER BY 1 DESC LIMIT greatest(1, asked.count)) AS n) AS u`)
  return new Map(rows.map(({ id, uses }) => [id, uses.map((use) => Temporal.Instant.from(use))]))
}
