import type { Condition } from '@tallystick/kernel/list/define.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import { visibleLineItem } from './visibility.ts'

/** Expired or not, by the same rule as `isExpired` in rules/terms.ts, over the settled last day. */
export function validity(ctx: QueryContext): Sql {
  const today = sql`(${ctx.now.toString()}::timestamptz AT TIME ZONE coalesce(li.time_zone, 'UTC'))::date`
  return sql`(CASE WHEN li.ends_on < ${today} THEN 'expired' ELSE 'unexpired' END)`
}

/** The bulk entitlement that a line item's key was redeemed from. */
export function parentBulk(ctx: QueryContext) {
  const bulk = sql`FROM entitlement pe
    JOIN entitlement b ON b.tenant_id = pe.tenant_id AND b.entitlement_id = pe.parent_bulk_entitlement_id`
  return {
    value: sql`(SELECT b.entitlement_code ${bulk}
      WHERE pe.tenant_id = li.tenant_id AND pe.entitlement_id = li.entitlement_id)`,
    filter: (_condition: Condition, compare: (left: Sql) => Sql) => sql`li.entitlement_id IN (
      SELECT pe.entitlement_id ${bulk} WHERE pe.tenant_id = ${ctx.tenantId}
        AND pe.parent_bulk_entitlement_id IS NOT NULL AND ${compare(sql`b.entitlement_code`)})`,
  }
}

/**
 * Copies that are left, and copies that are taken, change with each activation and so have no index. A search for
 * at least so many is narrowed by the total, which has one: never more are left than the total, nor taken than the
 * total with the extra activations.
 */
export function available() {
  const copies = sql`(CASE WHEN li.parent_line_item_id IS NULL
    THEN greatest(li.copies_total - li.copies_taken - li.copies_moved, 0)
    ELSE line_item_copies_available(li.tenant_id, li.line_item_id) END)`
  return {
    value: copies,
    filter: ({ operator, value }: Condition, compare: (left: Sql) => Sql) => {
      const asked = compare(copies)
      return operator === 'atMost' ? asked : sql`(${asked} AND li.copies_total >= ${Number(value)})`
    },
  }
}

/** Copies that are taken; see `available` for its search. */
export function fulfilledAmount() {
  return {
    value: sql`li.copies_taken`,
    filter: ({ operator, value }: Condition, compare: (left: Sql) => Sql) => {
      const asked = compare(sql`li.copies_taken`)
      if (operator === 'atMost') return asked
      return sql`(${asked} AND (li.copies_total >= ${Number(value)} OR li.extra_activations_max > 0))`
    },
  }
}

/** Products of the maintenance that belongs to a line item, as far as the caller sees it. */
export function maintenance(ctx: QueryContext) {
  const linked = sql`FROM line_item_maintenance lm
    JOIN line_item m ON m.tenant_id = lm.tenant_id AND m.line_item_id = lm.maintenance_line_item_id`
  const visible = visibleLineItem(ctx.scope, 'm')
  return {
    value: sql`ARRAY(SELECT m.products_label ${linked} WHERE lm.tenant_id = li.tenant_id
      AND lm.line_item_id = li.line_item_id AND ${visible} ORDER BY 1)`,
    filter: (_condition: Condition, compare: (left: Sql) => Sql) => sql`li.line_item_id IN (
      SELECT lm.line_item_id ${linked} WHERE lm.tenant_id = ${ctx.tenantId} AND ${visible}
        AND ${compare(sql`m.products_label`)})`,
    few: { table: 'line_item', column: 'products_label' },
  }
}
