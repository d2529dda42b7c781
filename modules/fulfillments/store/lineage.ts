import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { fulfillmentColumns, visibleFulfillment, type Fulfillment } from '../resources.ts'

/** Steps from a record to its first one that are followed at most; each support act is one. */
const STEPS_MAX = 1000

/**
 * The records of the lineage of a license that the caller may see, in the order in which they came: up to the first
 * record through parents, then down to all that came out of it. `limit` at most. LIFE-12.
 */
export function lineageOf(ctx: QueryContext, id: string, limit: number): Promise<Fulfillment[]> {
  return ctx.tx.rows<Fulfillment>(sql`WITH RECURSIVE up AS (
      SELECT u.fulfillment_id, u.parent_fulfillment_id, 0 AS step FROM fulfillment u
      WHERE u.tenant_id = ${ctx.tenantId} AND u.fulfillment_id = ${id}
      UNION ALL
      SELECT p.fulfillment_id, p.parent_fulfillment_id, up.step + 1
      FROM up JOIN fulfillment p ON p.tenant_id = ${ctx.tenantId} AND p.fulfillment_id = up.parent_fulfillment_id
      WHERE up.step < ${STEPS_MAX}),
    down AS (
      SELECT t.fulfillment_id, 0 AS step FROM (SELECT fulfillment_id FROM up ORDER BY step DESC LIMIT 1) AS t
      UNION ALL
      SELECT c.fulfillment_id, down.step + 1
      FROM down JOIN fulfillment c ON c.tenant_id = ${ctx.tenantId} AND c.parent_fulfillment_id = down.fulfillment_id
      WHERE down.step < ${STEPS_MAX})
    SELECT ${fulfillmentColumns} FROM fulfillment f
    WHERE f.tenant_id = ${ctx.tenantId} AND f.fulfillment_id IN (SELECT fulfillment_id FROM down)
      AND ${visibleFulfillment(ctx)}
    ORDER BY f.fulfilled_at, f.fulfillment_id LIMIT ${limit}`)
}
