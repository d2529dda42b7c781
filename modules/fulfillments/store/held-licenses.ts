import { hostJson } from '@tallystick/hosts/services.ts'
import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import { fulfillmentColumns, namedFulfillment, type Fulfillment } from '../resources.ts'

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
    ORDER BY f.fulfillment_id FOR UPDATE OF f`)
  const found = references.map((reference) => {
    const one = rows.find(({ id, fulfillmentCode }) => id === reference || fulfillmentCode === reference)
    if (!one) throw new NotFound('license', reference)
    return one
  })
  return [...new Set(found)]
}

/** Instants of the newest support acts of a kind on a line item, newest first, `limit` at most. LIFE-06. */
export async function supportUses(
  ctx: QueryContext,
  lineItemId: string,
  act: string,
  limit: number,
): Promise<readonly Temporal.Instant[]> {
  const rows = await ctx.tx.rows<{ at: string }>(sql`SELECT closed_at AS at FROM fulfillment
    WHERE tenant_id = ${ctx.tenantId} AND line_item_id = ${lineItemId} AND support_action = ${act}
      AND closed_at IS NOT NULL
    ORDER BY closed_at DESC LIMIT ${Math.max(1, limit)}`)
  return rows.map(({ at }) => Temporal.Instant.from(at))
}
