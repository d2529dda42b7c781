import { visibleEntitlement } from '@tallystick/entitlements/services.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { inCategories } from '@tallystick/kernel/operation/scope.ts'
import sql, { type Sql } from 'sql-template-tag'
import type { Days } from '../rules/weeks.ts'

/** Up to here rows are counted; a figure of the dashboard must not cost more the more there is. */
const COUNTED_MAX = 100_000

/** The newest licenses that the most activated products are found among. */
const PRODUCTS_AMONG = 50_000

/** A count, and whether it stopped at the bound. */
export interface Counted {
  readonly count: number
  readonly isExact: boolean
}

/** Licenses that were issued within each span of days in UTC. One range of an index per span. */
export function activationsWithin(
  ctx: QueryContext,
  spans: readonly Days[],
): Promise<(Days & { readonly licenses: number })[]> {
  return ctx.tx.rows(sql`SELECT s.from, s.to, c.licenses
    FROM jsonb_to_recordset(${JSON.stringify(spans)}::jsonb) AS s("from" date, "to" date)
    CROSS JOIN LATERAL (SELECT count(*) AS licenses FROM fulfillment f
      WHERE f.tenant_id = ${ctx.tenantId} AND f.fulfilled_at >= s.from::timestamp AT TIME ZONE 'UTC'
        AND f.fulfilled_at < (s.to + 1)::timestamp AT TIME ZONE 'UTC' AND ${visible(ctx)}) c
    ORDER BY s.from`)
}

/** Licenses that can be used today. Two ranges of an index: without an end, and with one to come. */
export async function countRunning(ctx: QueryContext, today: string): Promise<Counted> {
  const { count } = await ctx.tx.one<{ count: number }>(sql`SELECT count(*) AS count FROM (
      (SELECT 1 FROM fulfillment f WHERE f.tenant_id = ${ctx.tenantId} AND f.state = 'active'
        AND f.expires_on IS NULL AND ${visible(ctx)} LIMIT ${COUNTED_MAX + 1})
      UNION ALL
      (SELECT 1 FROM fulfillment f WHERE f.tenant_id = ${ctx.tenantId} AND f.state = 'active'
        AND f.expires_on >= ${today}::date AND ${visible(ctx)} LIMIT ${COUNTED_MAX + 1})) c`)
  return countedOf(count)
}

/** Active licenses whose last day lies within the span. */
export async function countEnding(ctx: QueryContext, span: Days): Promise<Counted> {
  const { count } = await ctx.tx.one<{ count: number }>(sql`SELECT count(*) AS count FROM (
      SELECT 1 FROM fulfillment f WHERE f.tenant_id = ${ctx.tenantId} AND f.state = 'active'
        AND f.expires_on >= ${span.from}::date AND f.expires_on <= ${span.to}::date AND ${visible(ctx)}
      LIMIT ${COUNTED_MAX + 1}) c`)
  return countedOf(count)
}

/** The ten products with the most licenses since a day, among the newest licenses. */
export function topProducts(
  ctx: QueryContext,
  from: string,
): Promise<{ readonly products: string; readonly licenses: number; readonly copies: number }[]> {
  return ctx.tx
    .rows(sql`SELECT n.products_label AS products, count(*) AS licenses, sum(n.copies)::bigint AS copies
    FROM (SELECT f.products_label, f.copies FROM fulfillment f
      WHERE f.tenant_id = ${ctx.tenantId} AND f.fulfilled_at >= ${from}::timestamp AT TIME ZONE 'UTC'
        AND ${visible(ctx)}
      ORDER BY f.fulfilled_at DESC LIMIT ${PRODUCTS_AMONG}) n
    GROUP BY n.products_label ORDER BY count(*) DESC, n.products_label LIMIT 10`)
}

function visible(ctx: QueryContext): Sql {
  return sql`${visibleEntitlement(ctx.scope, sql`f.tenant_id`, sql`f.entitlement_id`)}
    AND ${inCategories(ctx.scope, sql`f.product_line_id`)}`
}

function countedOf(count: number): Counted {
  return { count: Math.min(count, COUNTED_MAX), isExact: count <= COUNTED_MAX }
}
