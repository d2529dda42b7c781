import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import {
  entitlementColumns,
  lineItemColumns,
  lineItemFromRow,
  type EntitlementRecord,
  type LineItemRecord,
  type LineItemRow,
} from './records.ts'
import { visibleEntitlement, visibleLineItem } from './visibility.ts'

/** Entitlements behind IDs, whatever their case, as far as the caller may see them, in no order. */
export function entitlementsByCodes(
  ctx: QueryContext,
  codes: readonly string[],
): Promise<EntitlementRecord[]> {
  const lower = codes.map((code) => code.toLowerCase())
  return ctx.tx.rows<EntitlementRecord>(sql`SELECT ${entitlementColumns} FROM entitlement e
    WHERE e.tenant_id = ${ctx.tenantId} AND e.entitlement_code_lower = ANY(${lower}::text[])
      AND ${visibleEntitlement(ctx.scope, sql`e.tenant_id`, sql`e.entitlement_id`)}`)
}

/** Line items of several entitlements that may be seen, by the key of the entitlement, in the order of their keys. */
export async function lineItemsByEntitlement(
  ctx: QueryContext,
  entitlementIds: readonly string[],
): Promise<ReadonlyMap<string, readonly LineItemRecord[]>> {
  if (entitlementIds.length === 0) return new Map()
  const rows = await ctx.tx.rows<LineItemRow>(sql`SELECT ${lineItemColumns} FROM line_item li
    WHERE li.tenant_id = ${ctx.tenantId} AND li.entitlement_id = ANY(${[...entitlementIds]}::uuid[])
      AND ${visibleLineItem(ctx.scope, 'li')}
    ORDER BY li.line_item_id`)
  return Map.groupBy(rows.map(lineItemFromRow), ({ entitlementId }) => entitlementId)
}
