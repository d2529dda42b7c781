import { bindList, type BoundList } from '@tallystick/kernel/list/bind.ts'
import type { Condition } from '@tallystick/kernel/list/define.ts'
import { implementList, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import sql, { type Sql } from 'sql-template-tag'
import { featureTexts } from '../store/catalog-facts.ts'
import { visibleLineItem } from '../store/visibility.ts'
import { listLineItems } from './list-line-items.contract.ts'

/** Expired depends on the instant of the request, so the SQL is put together for each. */
const list: BoundList = {
  contract: listLineItems,
  page: (ctx, input) => bound(ctx).page(ctx, input),
  all: (ctx, input) => bound(ctx).all(ctx, input),
}

export default implementList(list)

function bound(ctx: QueryContext): BoundList {
  return bindList(listLineItems, {
    base: sql`line_item AS li`,
    alias: 'li',
    id: sql`li.line_item_id`,
    where: (_ctx, input) => sql`li.tenant_id = ${ctx.tenantId} AND li.kind = 'licensed'
      AND ${visibleLineItem(ctx.scope, 'li')} AND ${ofEntitlement(input['entitlement'])}`,
    extras: { entitlementKey: sql`li.entitlement_id`, soldToKey: sql`li.sold_to_account_id` },
    columns: {
      type: { value: sql`li.technology` },
      activationId: { value: sql`li.activation_id` },
      entitlementId: { value: sql`li.entitlement_code` },
      state: { value: sql`li.state` },
      parentBulk: parentBulk(),
      soldTo: { value: sql`li.sold_to_label` },
      product: { value: sql`li.products_label` },
      features: { value: featureTexts(sql`li.tenant_id`, sql`li.line_item_id`) },
      version: { value: sql`li.versions_label` },
      available: { value: sql`greatest(li.copies_total - li.copies_taken, 0)` },
      total: { value: sql`li.copies_total`, sortType: 'integer' },
      expiration: {
        value: sql`CASE WHEN li.term = 'permanent' THEN 'Permanent' WHEN li.ends_on IS NOT NULL THEN li.ends_on::text
          ELSE li.duration_amount || ' ' || li.duration_unit END`,
        sort: sql`coalesce(li.ends_on, 'infinity'::date)`,
        sortType: 'date',
      },
      orderId: { value: sql`li.order_id` },
      orderLineNumber: { value: sql`li.order_line_number` },
      fulfilledAmount: { value: sql`li.copies_taken` },
      maintenance: maintenance(ctx),
      partNumber: { value: sql`li.part_number_label` },
      licenseModel: { value: sql`li.license_model_label` },
      validity: { value: validity(ctx) },
      fulfilled: { value: sql`li.is_used_up` },
      expiresOn: { value: sql`li.ends_on` },
      startsOn: { value: sql`li.starts_on` },
      description: { value: sql`li.description` },
      createdAt: { value: sql`li.created_at`, sortType: 'timestamptz' },
      updatedAt: { value: sql`li.updated_at` },
    },
  })
}

function ofEntitlement(reference: unknown): Sql {
  if (typeof reference !== 'string') return sql`TRUE`
  return isUuid(reference)
    ? sql`li.entitlement_id = ${reference}`
    : sql`lower(li.entitlement_code) = lower(${reference})`
}

/** The same rule as `isExpired` in rules/terms.ts, over the settled last day. */
function validity(ctx: QueryContext): Sql {
  const today = sql`(${ctx.now.toString()}::timestamptz AT TIME ZONE coalesce(li.time_zone, 'UTC'))::date`
  return sql`(CASE WHEN li.ends_on < ${today} THEN 'expired' ELSE 'unexpired' END)`
}

function parentBulk() {
  const bulk = sql`FROM entitlement pe
    JOIN entitlement b ON b.tenant_id = pe.tenant_id AND b.entitlement_id = pe.parent_bulk_entitlement_id`
  return {
    value: sql`(SELECT b.entitlement_code ${bulk}
      WHERE pe.tenant_id = li.tenant_id AND pe.entitlement_id = li.entitlement_id)`,
    filter: (_condition: Condition, compare: (left: Sql) => Sql) => sql`EXISTS (SELECT 1 ${bulk}
      WHERE pe.tenant_id = li.tenant_id AND pe.entitlement_id = li.entitlement_id
        AND ${compare(sql`b.entitlement_code`)})`,
  }
}

function maintenance(ctx: QueryContext) {
  const linked = sql`FROM line_item_maintenance lm
    JOIN line_item m ON m.tenant_id = lm.tenant_id AND m.line_item_id = lm.maintenance_line_item_id`
  const visible = visibleLineItem(ctx.scope, 'm')
  return {
    value: sql`ARRAY(SELECT m.products_label ${linked} WHERE lm.tenant_id = li.tenant_id
      AND lm.line_item_id = li.line_item_id AND ${visible} ORDER BY 1)`,
    filter: (_condition: Condition, compare: (left: Sql) => Sql) => sql`li.line_item_id IN (
      SELECT lm.line_item_id ${linked} WHERE lm.tenant_id = ${ctx.tenantId} AND ${visible}
        AND ${compare(sql`m.products_label`)})`,
  }
}
