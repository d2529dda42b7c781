import { accountCodeOf, accountNameFor, accountPartMatches } from '@tallystick/accounts/services.ts'
import { productMatches } from '@tallystick/catalog/services.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { inScope } from '@tallystick/kernel/operation/scope.ts'
import type { Scope } from '@tallystick/kernel/operation/principal.ts'
import sql, { join, type Sql } from 'sql-template-tag'
import type { LineItemKind } from '../model.ts'
import { ZONE_DAYS } from '../rules/expiring.ts'
import { wildcardPattern } from '../rules/wildcards.ts'
import { visibleLineItem } from './visibility.ts'

/** The last day in the form that has an index; open ends come last. */
export const lastDay: Sql = sql`(CASE WHEN li.ends_on IS NULL THEN 'infinity'::date ELSE li.ends_on END)`

/** Days until the last day of `li`, as the line item counts its days. The same as `daysRemaining` in rules. */
export function daysRemainingSql(now: Temporal.Instant): Sql {
  return sql`(li.ends_on - (${now.toString()}::timestamptz AT TIME ZONE coalesce(li.time_zone, 'UTC'))::date)`
}

/** What is asked of the line items that end. */
export interface ExpiringQuestion {
  readonly show: 'expiring' | 'expired' | 'both'
  readonly type: 'subscription' | 'maintenance' | 'both'
  /** Days remaining at most; absent for any number. */
  readonly within?: number | undefined
  /** Whether line items appear, or only those, that another one replaces already. */
  readonly replaced: 'show' | 'hide' | 'only'
  /** Texts with `*` for one or more characters. */
  readonly product?: string | undefined
  readonly activationId?: string | undefined
  readonly accountId?: string | undefined
  readonly accountName?: string | undefined
}

/** SQL condition on `li`: deployed, with an end, and as asked. Spans of days come first, for the index. */
export function expiringCondition(ctx: QueryContext, question: ExpiringQuestion): Sql {
  const tenant = sql`${ctx.tenantId}::uuid`
  const search = (text: string | undefined, condition: (compare: (left: Sql) => Sql) => Sql) =>
    text === undefined ? [] : [condition((left) => sql`${left} ILIKE ${wildcardPattern(text)}`)]
  return join(
    [
      sql`li.tenant_id = ${ctx.tenantId}`,
      sql`${lastDay} < 'infinity'`,
      ...sideOfToday(ctx.now, question.show),
      sql`li.state = 'deployed'`,
      ...ofType(question.type),
      ...withinDays(ctx.now, undefined, question.within),
      ...ofSuccession(question.replaced),
      visibleLineItem(ctx.scope, 'li'),
      ...search(question.activationId, (compare) => compare(sql`li.activation_id`)),
      ...search(
        question.product,
        (compare) => sql`li.line_item_id IN (SELECT lp.line_item_id FROM line_item_product lp
          WHERE lp.tenant_id = ${tenant} AND ${productMatches(tenant, sql`lp.product_id`, compare)})`,
      ),
      ...search(question.accountId, (compare) =>
        accountPartMatches(ctx.scope, tenant, sql`li.sold_to_account_id`, 'code', compare),
      ),
      ...search(question.accountName, (compare) =>
        accountPartMatches(ctx.scope, tenant, sql`li.sold_to_account_id`, 'name', compare),
      ),
    ],
    ' AND ',
  )
}

/** The day in UTC bounds the rows by index; which of those at the edge belong is counted in their own zones. */
function sideOfToday(now: Temporal.Instant, show: ExpiringQuestion['show']): Sql[] {
  if (show === 'both') return []
  const today = now.toZonedDateTimeISO('UTC').toPlainDate()
  const remaining = daysRemainingSql(now)
  return show === 'expiring'
    ? [sql`${lastDay} >= ${today.subtract({ days: ZONE_DAYS }).toString()}::date`, sql`${remaining} >= 0`]
    : [sql`${lastDay} <= ${today.add({ days: ZONE_DAYS }).toString()}::date`, sql`${remaining} < 0`]
}

function ofType(type: ExpiringQuestion['type']): Sql[] {
  if (type === 'both') return []
  // Words of the statement and not values: an index holds the maintenance alone.
  return [type === 'subscription' ? sql`li.kind = 'licensed'` : sql`li.kind = 'maintenance'`]
}

function ofSuccession(replaced: ExpiringQuestion['replaced']): Sql[] {
  if (replaced === 'show') return []
  return [replaced === 'only' ? sql`li.has_successor` : sql`NOT li.has_successor`]
}

/** A line item with an end, as mails and requests name it. */
export interface ExpiringLineItem {
  readonly id: string
  readonly activationId: string
  readonly entitlementCode: string
  readonly kind: LineItemKind
  readonly product: string
  readonly accountId: string
  readonly accountName: string
  readonly copies: number
  readonly endsOn: string
  readonly daysRemaining: number
}

/** Which line items are meant: by their days remaining, by keys, or both. */
export interface ExpiringChoice {
  /** Days remaining from and to, both included. */
  readonly from?: number
  readonly to?: number
  readonly keys?: readonly string[]
  /** Leaves out those that a deployed line item replaces already. */
  readonly unreplaced?: boolean
}

/**
 * Deployed line items with an end that a scope sees, in the order of their last days, from behind `after` (the last
 * one of the page before), at most `limit`.
 */
export function expiringLineItems(
  ctx: Pick<QueryContext, 'tx' | 'tenantId' | 'now'>,
  scope: Scope,
  choice: ExpiringChoice,
  page: { readonly after?: ExpiringLineItem | undefined; readonly limit: number },
): Promise<ExpiringLineItem[]> {
  const { after, limit } = page
  return ctx.tx.rows<ExpiringLineItem>(sql`SELECT li.line_item_id AS id, li.activation_id AS "activationId",
      li.entitlement_code AS "entitlementCode", li.kind, li.products_label AS product,
      ${accountCodeOf(sql`li.tenant_id`, sql`li.sold_to_account_id`)} AS "accountId",
      ${accountNameFor(scope, sql`li.tenant_id`, sql`li.sold_to_account_id`)} AS "accountName",
      li.copies_total AS copies, li.ends_on AS "endsOn", ${daysRemainingSql(ctx.now)} AS "daysRemaining"
    FROM line_item li WHERE li.tenant_id = ${ctx.tenantId} AND ${lastDay} < 'infinity' AND li.state = 'deployed'
      AND ${ofOwnEntitlements(ctx.tenantId, scope)} AND ${visibleLineItem(scope, 'li')} AND ${join(chosen(ctx.now, choice), ' AND ')}
      ${after ? sql`AND (${lastDay}, li.line_item_id) > (${after.endsOn}::date, ${after.id}::uuid)` : sql``}
    ORDER BY ${lastDay}, li.line_item_id LIMIT ${limit}`)
}

/**
 * Begins with what belongs to the scope: its entitlements are few among all, whatever the planner believes of a plan
 * that it keeps for everybody.
 */
function ofOwnEntitlements(tenantId: string, scope: Scope): Sql {
  if (scope.all) return sql`TRUE`
  return sql`li.entitlement_id = ANY(ARRAY(SELECT op.entitlement_id FROM entitlement_party op
    WHERE op.tenant_id = ${tenantId} AND ${inScope(scope, sql`op.account_id`)}))`
}

function chosen(now: Temporal.Instant, { from, to, keys, unreplaced }: ExpiringChoice): Sql[] {
  return [
    keys ? sql`li.line_item_id = ANY(${[...keys]}::uuid[])` : sql`TRUE`,
    unreplaced ? sql`NOT li.has_successor` : sql`TRUE`,
    ...withinDays(now, from, to),
  ]
}

/** Days remaining from and to; the day in UTC bounds the rows by index, with a day to spare on both sides. */
function withinDays(now: Temporal.Instant, from: number | undefined, to: number | undefined): Sql[] {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate()
  const remaining = daysRemainingSql(now)
  const day = (days: number) => today.add({ days }).toString()
  return [
    ...(from === undefined
      ? []
      : [sql`${lastDay} >= ${day(from - ZONE_DAYS)}::date`, sql`${remaining} >= ${from}`]),
    ...(to === undefined
      ? []
      : [sql`${lastDay} <= ${day(to + ZONE_DAYS)}::date`, sql`${remaining} <= ${to}`]),
  ]
}

/**
 * Which of these accounts are party of a deployed line item whose last day may lie within so many days, from and to.
 * A line item at the edge is told in its own time zone by whoever reads it.
 */
export async function accountsWithEnding(
  ctx: Pick<QueryContext, 'tx' | 'tenantId' | 'now'>,
  accountIds: readonly string[],
  span: { readonly from: number; readonly to: number },
): Promise<ReadonlySet<string>> {
  if (accountIds.length === 0) return new Set()
  const today = ctx.now.toZonedDateTimeISO('UTC').toPlainDate()
  const rows = await ctx.tx.rows<{
    id: string
  }>(sql`SELECT a.id FROM unnest(${[...accountIds]}::uuid[]) AS a(id)
    WHERE EXISTS (SELECT 1 FROM entitlement_party p
      JOIN line_item li ON li.tenant_id = p.tenant_id AND li.entitlement_id = p.entitlement_id
      WHERE p.tenant_id = ${ctx.tenantId} AND p.account_id = a.id AND li.state = 'deployed' AND NOT li.has_successor
        AND li.ends_on >= ${today.add({ days: span.from - ZONE_DAYS }).toString()}::date
        AND li.ends_on <= ${today.add({ days: span.to + ZONE_DAYS }).toString()}::date)`)
  return new Set(rows.map(({ id }) => id))
}
