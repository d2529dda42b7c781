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

/** The last day in the form that has an index; open ends come last. */
const lastDay = sql`(CASE WHEN li.ends_on IS NULL THEN 'infinity'::date ELSE li.ends_on END)`

function bound(ctx: QueryContext): BoundList {
  return bindList(listLineItems, {
    base: sql`line_item AS li`,
    alias: 'li',
    id: sql`li.line_item_id`,
    where: (_ctx, input) => sql`li.tenant_id = ${ctx.tenantId} AND li.kind = 'licensed'
      AND ${visibleLineItem(ctx.scope, 'li')} AND ${ofEntitlement(input['entitlement'])}`,
    extras: { entitlementKey: sql`li.entitlement_id`, soldToKey: sql`li.sold_to_account_id` },
    attributes: sql`li.custom_attributes`,
    columns: {
      type: { value: sql`li.technology` },
      activationId: { value: sql`li.activation_id` },
      entitlementId: { value: sql`li.entitlement_code` },
      state: { value: sql`li.state` },
      parentBulk: parentBulk(ctx),
      soldTo: { value: sql`li.sold_to_label` },
      product: { value: sql`li.products_label` },
      features: { value: featureTexts(sql`li.tenant_id`, sql`li.line_item_id`) },
      version: { value: sql`li.versions_label` },
      available: available(),
      total: { value: sql`li.copies_total`, sortType: 'integer' },
      expiration: {
        value: sql`CASE WHEN li.term = 'permanent' THEN 'Permanent' WHEN li.ends_on IS NOT NULL THEN li.ends_on::text
          ELSE li.duration_amount || ' ' || li.duration_unit END`,
        sort: lastDay,
        sortType: 'date',
      },
      orderId: { value: sql`li.order_id` },
      orderLineNumber: { value: sql`li.order_line_number` },
      fulfilledAmount: fulfilledAmount(),
      maintenance: maintenance(ctx),
      partNumber: { value: sql`li.part_number_label` },
      licenseModel: { value: sql`li.license_model_label` },
      validity: { value: validity(ctx) },
      fulfilled: { value: sql`li.is_used_up` },
      expiresOn: {
        value: sql`li.ends_on`,
        filter: (_condition, compare) => sql`(${compare(lastDay)} AND ${lastDay} < 'infinity')`,
      },
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

function parentBulk(ctx: QueryContext) {
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
function available() {
  return {
    value: sql`greatest(li.copies_total - li.copies_taken, 0)`,
    filter: ({ operator, value }: Condition, compare: (left: Sql) => Sql) => {
      const asked = compare(sql`greatest(li.copies_total - li.copies_taken, 0)`)
      return operator === 'atMost' ? asked : sql`(${asked} AND li.copies_total >= ${Number(value)})`
    },
  }
}

function fulfilledAmount() {
  return {
    value: sql`li.copies_taken`,
    filter: ({ operator, value }: Condition, compare: (left: Sql) => Sql) => {
      const asked = compare(sql`li.copies_taken`)
      if (operator === 'atMost') return asked
      return sql`(${asked} AND (li.copies_total >= ${Number(value)} OR li.extra_activations_max > 0))`
    },
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
