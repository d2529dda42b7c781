import {
  accountCodeOf,
  accountNameFor,
  admitExpiring,
  offersExpiring,
} from '@tallystick/accounts/services.ts'
import { bindList } from '@tallystick/kernel/list/bind.ts'
import type { ListQueryInput } from '@tallystick/kernel/list/define.ts'
import { implementList, type BoundList, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import { daysRemainingSql, expiringCondition, lastDay, type ExpiringQuestion } from '../store/expiring.ts'
import { visibleLineItem } from '../store/visibility.ts'
import { windowBehind, windowOf, type DayWindow } from '../rules/day-window.ts'
import { listExpiringLineItems } from './list-expiring-line-items.contract.ts'

type Input = Record<string, unknown> & ListQueryInput

/** Rows of an export. Source: the published help on exporting expiring entitlements. */
const EXPORT_MAX = 1000

/**
 * Days remaining depend on the line item's time zone, so no index has them. They are ordered within a window of last
 * days that is sure to hold the page, and the last days have an index.
 */
const list: BoundList = {
  contract: listExpiringLineItems,
  page: async (ctx, input) => {
    await admitExpiring(ctx)
    const sort = input.sort ?? listExpiringLineItems.defaultSort
    const descending = sort === '-daysRemaining'
    const isByDays = descending || sort === 'daysRemaining'
    if (!isByDays) return bound(ctx, input, {}).page(ctx, input)
    const window = await windowFor(ctx, input, descending)
    const { total: isTotalAsked, ...rest } = input
    const page = await bound(ctx, input, window).page(ctx, rest)
    if (!isTotalAsked) return page
    const { after: _after, ...first } = input
    const counted = await bound(ctx, input, {}).page(ctx, { ...first, sort: 'expiration', limit: 1 })
    return counted.total ? { ...page, total: counted.total } : page
  },
  all: (ctx, input) => sql`SELECT * FROM (${bound(ctx, input, {}).all(ctx, input)}) AS capped
    WHERE ${offersExpiring(ctx)} LIMIT ${EXPORT_MAX}`,
}

export default implementList(list)

/** The last days among which the asked page lies: found by walking along the index of last days. */
async function windowFor(ctx: QueryContext, input: Input, descending: boolean): Promise<DayWindow> {
  const behind = windowBehind(input.after, ctx.now, descending)
  const { after: _after, total: _total, ...rest } = input
  const walked = await bound(ctx, input, behind.walk).page(ctx, {
    ...rest,
    sort: descending ? '-expiration' : 'expiration',
    limit: (input.limit ?? 20) + 1,
  })
  const last = walked.next === null ? null : walked.rows.at(-1)?.['expiration']
  return windowOf(behind.page, typeof last === 'string' ? last : null, descending)
}

function bound(ctx: QueryContext, input: Input, { from, to }: DayWindow): BoundList {
  const remaining = daysRemainingSql(ctx.now)
  const account = (of: (tenant: Sql, id: Sql) => Sql) => of(sql`li.tenant_id`, sql`li.sold_to_account_id`)
  return bindList(listExpiringLineItems, {
    base: sql`line_item AS li`,
    alias: 'li',
    id: sql`li.line_item_id`,
    where: () => sql`${expiringCondition(ctx, input as unknown as ExpiringQuestion)}
      ${from ? sql`AND ${lastDay} >= ${from}::date` : sql``} ${to ? sql`AND ${lastDay} <= ${to}::date` : sql``}`,
    extras: { entitlementKey: sql`li.entitlement_id`, kind: sql`li.kind` },
    columns: {
      product: { value: sql`li.products_label` },
      daysRemaining: { value: remaining, sortType: 'integer' },
      expiration: { value: sql`li.ends_on`, sort: lastDay, sortType: 'date' },
      type: {
        value: sql`(CASE li.kind WHEN 'maintenance' THEN 'maintenance' ELSE 'subscription' END)`,
      },
      accountName: { value: account((tenant, id) => accountNameFor(ctx.scope, tenant, id)) },
      accountId: { value: account(accountCodeOf) },
      activationId: { value: sql`li.activation_id` },
      entitlementId: { value: sql`li.entitlement_code` },
      quantity: { value: sql`li.copies_total` },
      isReplaced: { value: sql`li.has_successor` },
      orderId: { value: sql`li.order_id` },
      partNumber: { value: sql`li.part_number_label` },
      maintains: {
        value: sql`ARRAY(SELECT m.activation_id FROM line_item_maintenance lm
          JOIN line_item m ON m.tenant_id = lm.tenant_id AND m.line_item_id = lm.line_item_id
          WHERE lm.tenant_id = li.tenant_id AND lm.maintenance_line_item_id = li.line_item_id
            AND ${visibleLineItem(ctx.scope, 'm')} ORDER BY 1)`,
      },
    },
  })
}
