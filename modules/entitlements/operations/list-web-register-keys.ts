import { accountCodeOf, accountNameFor } from '@tallystick/accounts/services.ts'
import { bindList } from '@tallystick/kernel/list/bind.ts'
import type { Condition } from '@tallystick/kernel/list/define.ts'
import { implementList, type BoundList, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import { visibleKey } from '../store/web-register-keys.ts'
import { listWebRegisterKeys } from './web-register-keys.contract.ts'

/** Names of accounts depend on who reads them. */
const list: BoundList = {
  contract: listWebRegisterKeys,
  page: (ctx, input) => bound(ctx).page(ctx, input),
  all: (ctx, input) => bound(ctx).all(ctx, input),
}

export default implementList(list)

function bound(ctx: QueryContext): BoundList {
  return bindList(listWebRegisterKeys, {
    base: sql`web_register_key AS k`,
    alias: 'k',
    id: sql`k.web_register_key_id`,
    where: (_ctx, input) => sql`k.tenant_id = ${ctx.tenantId} AND ${visibleKey(ctx.scope)}
      AND ${only(sql`k.entitlement_id`, input['entitlement'])} AND ${only(sql`k.line_item_id`, input['lineItem'])}`,
    extras: {
      redeemedKey: sql`k.redeemed_entitlement_id`,
      lineItemKey: sql`k.line_item_id`,
      entitlementKey: sql`k.entitlement_id`,
    },
    columns: {
      key: { value: sql`k.key_code` },
      state: { value: sql`k.state` },
      entitlementId: codeOf(ctx, sql`k.entitlement_id`),
      product: {
        value: sql`(SELECT li.products_label FROM line_item li
          WHERE li.tenant_id = k.tenant_id AND li.line_item_id = k.line_item_id)`,
        filter: (_condition, compare) => sql`k.line_item_id IN (SELECT li.line_item_id FROM line_item li
          WHERE li.tenant_id = ${ctx.tenantId} AND ${compare(sql`li.products_label`)})`,
      },
      account: {
        value: sql`CASE WHEN k.account_id IS NOT NULL THEN ${accountCodeOf(sql`k.tenant_id`, sql`k.account_id`)}
          || ' (' || ${accountNameFor(ctx.scope, sql`k.tenant_id`, sql`k.account_id`)} || ')' END`,
      },
      redeemedEntitlementId: codeOf(ctx, sql`k.redeemed_entitlement_id`),
      redeemedAt: { value: sql`k.redeemed_at` },
      createdAt: { value: sql`k.created_at`, sortType: 'timestamptz' },
    },
  })
}

function only(column: Sql, key: unknown): Sql {
  return typeof key === 'string' ? sql`${column} = ${key}` : sql`TRUE`
}

function codeOf(ctx: QueryContext, column: Sql) {
  return {
    value: sql`(SELECT e.entitlement_code FROM entitlement e
      WHERE e.tenant_id = k.tenant_id AND e.entitlement_id = ${column})`,
    filter: (_condition: Condition, compare: (left: Sql) => Sql) => sql`${column} IN (
      SELECT e.entitlement_id FROM entitlement e
      WHERE e.tenant_id = ${ctx.tenantId} AND ${compare(sql`e.entitlement_code`)})`,
  }
}
