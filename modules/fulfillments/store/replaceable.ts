import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'

/** Copies in active licenses by line item: what could be replaced by licenses of a line item after them. */
export async function copiesInLicenses(
  ctx: QueryContext,
  lineItemIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (lineItemIds.length === 0) return new Map()
  const rows = await ctx.tx.rows<{ id: string; copies: number }>(sql`SELECT f.line_item_id AS id,
      sum(f.copies)::integer AS copies
    FROM fulfillment f
    WHERE f.tenant_id = ${ctx.tenantId} AND f.line_item_id = ANY(${[...lineItemIds]}::uuid[])
      AND f.state = 'active' AND f.takes_copies
    GROUP BY f.line_item_id`)
  return new Map(rows.map(({ id, copies }) => [id, copies]))
}
