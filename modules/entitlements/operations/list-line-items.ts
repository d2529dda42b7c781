import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList, type BoundList, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import { searchedAttributes } from '@tallystick/settings/services.ts'
import sql, { type Sql } from 'sql-template-tag'
import { featureTexts } from '../store/catalog-facts.ts'
import { available, fulfilledAmount, maintenance, parentBulk, validity } from '../store/line-item-columns.ts'
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
      AND ${visibleLineItem(ctx.scope, 'li')} AND ${ofEntitlement(ctx, input['entitlement'])}
      AND ${input['superseded'] === 'hide' ? sql`NOT li.has_successor` : sql`TRUE`}`,
    extras: { entitlementKey: sql`li.entitlement_id`, soldToKey: sql`li.sold_to_account_id` },
    attributes: (ctx) =>
      searchedAttributes(
        ctx,
        sql`CASE li.kind WHEN 'maintenance' THEN 'maintenance-line-item' ELSE 'line-item' END`,
        sql`li.custom_attributes`,
      ),
    isLarge: true,
    columns: {
      type: { value: sql`li.technology` },
      activationId: { value: sql`li.activation_id` },
      entitlementId: { value: sql`li.entitlement_code` },
      state: { value: sql`li.state` },
      parentBulk: parentBulk(ctx),
      soldTo: { value: sql`li.sold_to_label` },
      product: { value: sql`li.products_label`, few: { table: 'line_item', column: 'products_label' } },
      features: { value: featureTexts(sql`li.tenant_id`, sql`li.line_item_id`) },
      version: { value: sql`li.versions_label`, few: { table: 'line_item', column: 'versions_label' } },
      available: available(),
      total: { value: sql`li.copies_total`, sortType: 'integer' },
      expiration: {
        value: sql`CASE WHEN li.term = 'permanent' THEN 'Permanent' WHEN li.ends_on IS NOT NULL THEN li.ends_on::text
          ELSE li.duration_amount || ' ' || li.duration_unit END`,
        sort: lastDay,
        sortType: 'date',
      },
      orderId: { value: sql`li.order_id` },
      orderLineNumber: {
        value: sql`li.order_line_number`,
        few: { table: 'line_item', column: 'order_line_number' },
      },
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
      change: { value: sql`li.change_kind` },
      createdAt: { value: sql`li.created_at`, sortType: 'timestamptz' },
      updatedAt: { value: sql`li.updated_at` },
    },
  })
}

function ofEntitlement(ctx: QueryContext, reference: unknown): Sql {
  if (typeof reference !== 'string') return sql`TRUE`
  return isUuid(reference)
    ? sql`li.entitlement_id = ${reference}`
    : sql`li.entitlement_id = (SELECT named.entitlement_id FROM entitlement named
        WHERE named.tenant_id = ${ctx.tenantId} AND named.entitlement_code_lower = lower(${reference}))`
}
