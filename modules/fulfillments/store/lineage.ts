import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { fulfillmentColumns, visibleFulfillment, type Fulfillment } from '../resources.ts'

/**
 * The records of the lineage of a license that the caller may see, in the order in which they came: up to the first
 * records, then down to all that came out of them. Both ways lead through parents and through the licenses that gave
 * copies; each record is visited once. `limit` at most. LIFE-12.
 */
export function lineageOf(ctx: QueryContext, id: string, limit: number): Promise<Fulfillment[]> {
  return ctx.tx.rows<Fulfillment>(sql`WITH RECURSIVE up AS (
      SELECT ${id}::uuid AS fulfillment_id
      UNION
      SELECT before.fulfillment_id FROM up CROSS JOIN LATERAL (
        SELECT u.parent_fulfillment_id AS fulfillment_id FROM fulfillment u
        WHERE u.tenant_id = ${ctx.tenantId} AND u.fulfillment_id = up.fulfillment_id
          AND u.parent_fulfillment_id IS NOT NULL
        UNION ALL
        SELECT s.source_fulfillment_id FROM fulfillment_source s
        WHERE s.tenant_id = ${ctx.tenantId} AND s.fulfillment_id = up.fulfillment_id) AS before),
    down AS (
      SELECT fulfillment_id FROM up
      UNION
      SELECT after.fulfillment_id FROM down CROSS JOIN LATERAL (
        SELECT c.fulfillment_id FROM fulfillment c
        WHERE c.tenant_id = ${ctx.tenantId} AND c.parent_fulfillment_id = down.fulfillment_id
        UNION ALL
        SELECT s.fulfillment_id FROM fulfillment_source s
        WHERE s.tenant_id = ${ctx.tenantId} AND s.source_fulfillment_id = down.fulfillment_id) AS after)
    SELECT ${fulfillmentColumns} FROM fulfillment f
    WHERE f.tenant_id = ${ctx.tenantId} AND f.fulfillment_id IN (SELECT fulfillment_id FROM down)
      AND ${visibleFulfillment(ctx)}
    ORDER BY f.fulfilled_at, f.fulfillment_id LIMIT ${limit}`)
}

/** Copies that a license has from another one, which ended for it. */
export interface LicenseSource {
  /** The license that took them. */
  readonly intoId: string
  readonly sourceId: string
  readonly fulfillmentCode: string
  readonly copies: number
}

/** What licenses took from others that the caller may see, the oldest source first. LIFE-12, ACT-06. */
export async function sourcesInto(
  ctx: QueryContext,
  ids: readonly string[],
): Promise<readonly LicenseSource[]> {
  if (ids.length === 0) return []
  return ctx.tx
    .rows<LicenseSource>(sql`SELECT s.fulfillment_id AS "intoId", s.source_fulfillment_id AS "sourceId",
      f.fulfillment_code AS "fulfillmentCode", s.copies
    FROM fulfillment_source s
    JOIN fulfillment f ON f.tenant_id = s.tenant_id AND f.fulfillment_id = s.source_fulfillment_id
    WHERE s.tenant_id = ${ctx.tenantId} AND s.fulfillment_id = ANY(${[...ids]}::uuid[]) AND ${visibleFulfillment(ctx)}
    ORDER BY f.fulfilled_at, f.fulfillment_id`)
}
