import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'

/**
 * Locks line items and those that they replace, in the order of their keys, so that whether a deployed line item
 * replaces another one can be written with the change of a state. Maintenance replaces nothing, but is locked too.
 */
export async function lockWithParents(ctx: QueryContext, lineItemIds: readonly string[]): Promise<void> {
  await ctx.tx.run(sql`SELECT 1 FROM line_item li
    WHERE li.tenant_id = ${ctx.tenantId} AND li.line_item_id = ANY(ARRAY(
      SELECT unnest(ARRAY[c.line_item_id, c.parent_line_item_id]) FROM line_item c
      WHERE c.tenant_id = ${ctx.tenantId} AND c.line_item_id = ANY(${[...lineItemIds]}::uuid[])))
    ORDER BY li.line_item_id FOR NO KEY UPDATE`)
}

/**
 * Puts right whether a deployed line item replaces these ones. A statement of its own after the states are written,
 * because it has to see them; the caller holds the locks.
 */
export async function refreshSuccessors(ctx: QueryContext, parentIds: readonly string[]): Promise<void> {
  if (parentIds.length === 0) return
  const successor = sql`EXISTS (SELECT 1 FROM line_item c WHERE c.tenant_id = li.tenant_id
    AND c.parent_line_item_id = li.line_item_id AND c.state = 'deployed')`
  await ctx.tx.run(sql`UPDATE line_item li SET has_successor = ${successor}, row_version = li.row_version + 1
    WHERE li.tenant_id = ${ctx.tenantId} AND li.line_item_id = ANY(${[...parentIds]}::uuid[])
      AND li.has_successor <> ${successor}`)
}
