import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList, type BoundList, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import type { KeyState } from '../rules/web-register-keys.ts'
import { visibleEntitlement, visibleLineItem } from '../store/visibility.ts'
import { listBulkEntitlements } from './bulk-entitlements.contract.ts'

/** Products depend on which line items the caller may see. */
const list: BoundList = {
  contract: listBulkEntitlements,
  page: (ctx, input) => bound(ctx).page(ctx, input),
  all: (ctx, input) => bound(ctx).all(ctx, input),
}

export default implementList(list)

function bound(ctx: QueryContext): BoundList {
  const seen = sql`li.kind = 'licensed' AND ${visibleLineItem(ctx.scope, 'li')}`
  return bindList(listBulkEntitlements, {
    base: sql`entitlement AS e`,
    alias: 'e',
    id: sql`e.entitlement_id`,
    where: () => sql`e.tenant_id = ${ctx.tenantId} AND e.kind = 'bulk'
      AND ${visibleEntitlement(ctx.scope, sql`e.tenant_id`, sql`e.entitlement_id`)}`,
    columns: {
      entitlementId: { value: sql`e.entitlement_code` },
      soldTo: { value: sql`e.sold_to_label` },
      state: { value: sql`e.state` },
      type: { value: sql`(CASE WHEN e.bulk_change_kind IS NULL THEN 'regular' ELSE e.bulk_change_kind END)` },
      products: {
        value: sql`ARRAY(SELECT DISTINCT li.products_label FROM line_item li
          WHERE li.tenant_id = e.tenant_id AND li.entitlement_id = e.entitlement_id AND ${seen} ORDER BY 1 LIMIT 10)`,
        filter: (_condition, compare) => sql`e.entitlement_id IN (SELECT li.entitlement_id FROM line_item li
          WHERE li.tenant_id = ${ctx.tenantId} AND ${seen} AND ${compare(sql`li.products_label`)})`,
      },
      copies: {
        value: sql`(SELECT coalesce(sum(li.copies_total), 0)::integer FROM line_item li
          WHERE li.tenant_id = e.tenant_id AND li.entitlement_id = e.entitlement_id AND ${seen})`,
      },
      available: { value: keysIn('available') },
      redeemed: { value: keysIn('redeemed') },
      retired: { value: keysIn('retired') },
      description: { value: sql`e.description` },
      createdAt: { value: sql`e.created_at`, sortType: 'timestamptz' },
    },
  })
}

function keysIn(state: KeyState): Sql {
  return sql`(SELECT count(*)::integer FROM web_register_key k
    WHERE k.tenant_id = e.tenant_id AND k.entitlement_id = e.entitlement_id AND k.state = ${state})`
}
