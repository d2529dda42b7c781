import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { lineItemColumns, lineItemFromRow, type LineItemRecord, type LineItemRow } from './records.ts'
import { visibleLineItem } from './visibility.ts'

/** Where a line item stands in the chain of another one. */
type ChainPlace = 'later' | 'this' | 'earlier'

/** A line item of a chain. */
export interface ChainMemberRecord {
  readonly place: ChainPlace
  readonly record: LineItemRecord
}

/**
 * The line items that a line item replaces, and those that replace it, in both directions to the end, as far as the
 * caller sees them; the newest first. Other changes of its parents are chains of their own.
 */
export async function chainOf(ctx: QueryContext, lineItemId: string): Promise<readonly ChainMemberRecord[]> {
  const rows = await ctx.tx.rows<LineItemRow & { readonly depth: number }>(sql`WITH RECURSIVE
    earlier AS (
      SELECT s.line_item_id, s.parent_line_item_id, 0 AS depth FROM line_item s
      WHERE s.tenant_id = ${ctx.tenantId} AND s.line_item_id = ${lineItemId}
      UNION ALL
      SELECT p.line_item_id, p.parent_line_item_id, e.depth - 1
      FROM earlier e JOIN line_item p ON p.tenant_id = ${ctx.tenantId} AND p.line_item_id = e.parent_line_item_id),
    later AS (
      SELECT c.line_item_id, 1 AS depth FROM line_item c
      WHERE c.tenant_id = ${ctx.tenantId} AND c.parent_line_item_id = ${lineItemId}
      UNION ALL
      SELECT c.line_item_id, l.depth + 1
      FROM later l JOIN line_item c ON c.tenant_id = ${ctx.tenantId} AND c.parent_line_item_id = l.line_item_id),
    chain AS (SELECT line_item_id, depth FROM earlier UNION ALL SELECT line_item_id, depth FROM later)
    SELECT ${lineItemColumns}, chain.depth FROM chain
    JOIN line_item li ON li.tenant_id = ${ctx.tenantId} AND li.line_item_id = chain.line_item_id
    WHERE ${visibleLineItem(ctx.scope, 'li')}
    ORDER BY chain.depth DESC, li.created_at DESC, li.line_item_id DESC`)
  return rows.map(({ depth, ...row }) => ({ place: placeOf(depth), record: lineItemFromRow(row) }))
}

function placeOf(depth: number): ChainPlace {
  if (depth === 0) return 'this'
  return depth > 0 ? 'later' : 'earlier'
}
