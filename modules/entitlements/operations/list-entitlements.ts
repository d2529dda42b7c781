import type { Condition } from '@tallystick/kernel/list/define.ts'
import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList, type BoundList, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { searchedAttributes } from '@tallystick/settings/services.ts'
import sql, { raw, type Sql } from 'sql-template-tag'
import { visibleEntitlement, visibleLineItem } from '../store/visibility.ts'
import { listEntitlements } from './list-entitlements.contract.ts'

/** Values of line items that a row shows at most; an entitlement may have a thousand of them. */
const SHOWN_MAX = 10

/** The columns that tell of line items depend on which of them the caller may see. */
const list: BoundList = {
  contract: listEntitlements,
  page: (ctx, input) => bound(ctx).page(ctx, input),
  all: (ctx, input) => bound(ctx).all(ctx, input),
}

export default implementList(list)

function bound(ctx: QueryContext): BoundList {
  const texts = (column: string, kind: 'licensed' | 'maintenance' | null) => lineItemTexts(ctx, column, kind)
  return bindList(listEntitlements, {
    base: sql`entitlement AS e`,
    alias: 'e',
    id: sql`e.entitlement_id`,
    where: (_ctx, input) =>
      sql`e.tenant_id = ${ctx.tenantId} AND ${ofAccount(ctx, input['account'])}
        AND ${visibleEntitlement(ctx.scope, sql`e.tenant_id`, sql`e.entitlement_id`)}`,
    attributes: (ctx) => searchedAttributes(ctx, sql`'entitlement'`, sql`e.custom_attributes`),
    isLarge: true,
    columns: {
      entitlementId: { value: sql`e.entitlement_code` },
      account: { value: sql`e.sold_to_label` },
      state: { value: sql`e.state` },
      isBulk: { value: sql`(e.kind = 'bulk')` },
      lineItems: { value: lineItemCount(ctx) },
      activationIds: texts('activation_id', null),
      products: texts('products_label', 'licensed'),
      maintenance: texts('products_label', 'maintenance'),
      orderIds: texts('order_id', null),
      description: { value: sql`e.description` },
      shipToEmail: { value: sql`e.ship_to_email` },
      parentBulk: {
        value: sql`(SELECT b.entitlement_code FROM entitlement b
          WHERE b.tenant_id = e.tenant_id AND b.entitlement_id = e.parent_bulk_entitlement_id)`,
      },
      createdBy: { value: sql`e.created_by` },
      createdAt: { value: sql`e.created_at`, sortType: 'timestamptz' },
      updatedAt: { value: sql`e.updated_at` },
    },
  })
}

/** Entitlements in which an account has a tier; without an account all of them. */
function ofAccount(ctx: QueryContext, accountId: unknown): Sql {
  if (typeof accountId !== 'string') return sql`TRUE`
  return sql`e.entitlement_id IN (SELECT p.entitlement_id FROM entitlement_party p
    WHERE p.tenant_id = ${ctx.tenantId} AND p.account_id = ${accountId})`
}

function lineItemCount(ctx: QueryContext): Sql {
  if (ctx.scope.all) return sql`e.line_item_count`
  return sql`(SELECT count(*) FROM line_item li WHERE li.tenant_id = e.tenant_id
    AND li.entitlement_id = e.entitlement_id AND ${visibleLineItem(ctx.scope, 'li')})`
}

/** Distinct texts of the line items, searched through the line items' own indexes. `column` is ours. */
function lineItemTexts(ctx: QueryContext, column: string, kind: 'licensed' | 'maintenance' | null) {
  const ofKind = kind === null ? sql`TRUE` : sql`li.kind = ${kind}`
  const rest = sql`li.${raw(column)} <> '' AND ${ofKind} AND ${visibleLineItem(ctx.scope, 'li')}`
  return {
    value: sql`ARRAY(SELECT DISTINCT li.${raw(column)} FROM line_item li
      WHERE li.tenant_id = e.tenant_id AND li.entitlement_id = e.entitlement_id AND ${rest}
      ORDER BY 1 LIMIT ${SHOWN_MAX})`,
    filter: (_condition: Condition, compare: (left: Sql) => Sql) => sql`e.entitlement_id IN (
      SELECT li.entitlement_id FROM line_item li
      WHERE li.tenant_id = ${ctx.tenantId} AND ${rest} AND ${compare(sql`li.${raw(column)}`)})`,
    ...(column === 'products_label' && { few: { table: 'line_item', column } }),
  }
}
