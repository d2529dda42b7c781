import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import type { Days } from '../rules/months.ts'
import { visibleEntitlement, visibleLineItem } from './visibility.ts'

/** Up to here rows are counted; a figure of the dashboard must not cost more the more there is. */
const COUNTED_MAX = 100_000

/** A count, and whether it stopped at the bound. */
export interface Counted {
  readonly count: number
  readonly isExact: boolean
}

/**
 * Deployed licensed line items whose last day lies within each span, without those that others replace, as the list
 * behind the figure shows them. One range of an index per span.
 */
export function endingWithin(
  ctx: QueryContext,
  spans: readonly Days[],
): Promise<(Days & { readonly lineItems: number; readonly copies: number })[]> {
  return ctx.tx.rows(sql`SELECT s.from, s.to, c.items AS "lineItems", c.copies
    FROM jsonb_to_recordset(${JSON.stringify(spans.map((span, place) => ({ ...span, place })))}::jsonb)
      AS s("from" date, "to" date, place int)
    CROSS JOIN LATERAL (SELECT count(*) AS items, coalesce(sum(li.copies_total), 0)::bigint AS copies
      FROM line_item li WHERE li.tenant_id = ${ctx.tenantId}
        AND li.state = 'deployed' AND li.kind = 'licensed' AND NOT li.has_successor
        AND li.ends_on >= s.from AND li.ends_on <= s.to AND ${visibleLineItem(ctx.scope, 'li')}) c
    ORDER BY s.place`)
}

/** Deployed licensed line items that still run, that nothing replaces, and that have no copies left. */
export function countUsedUp(ctx: QueryContext, today: string): Promise<Counted> {
  return countUpToMax(
    ctx,
    sql`line_item li WHERE li.tenant_id = ${ctx.tenantId} AND li.is_used_up AND li.state = 'deployed'
      AND li.kind = 'licensed' AND NOT li.has_successor AND (li.ends_on IS NULL OR li.ends_on >= ${today}::date)
      AND ${visibleLineItem(ctx.scope, 'li')}`,
  )
}

const STATES = ['draft', 'test', 'deployed', 'inactive', 'on-hold', 'obsolete'] as const

/** Entitlements by state; states without any are there with 0. */
export async function countByState(ctx: QueryContext): Promise<(Counted & { readonly state: string })[]> {
  const rows = await ctx.tx.rows<{ state: string; count: number }>(sql`SELECT s.state, c.count
    FROM unnest(${[...STATES]}::text[]) WITH ORDINALITY AS s(state, place)
    CROSS JOIN LATERAL (SELECT count(*) AS count FROM (SELECT 1 FROM entitlement e
      WHERE e.tenant_id = ${ctx.tenantId} AND e.state = s.state
        AND ${visibleEntitlement(ctx.scope, sql`e.tenant_id`, sql`e.entitlement_id`)}
      LIMIT ${COUNTED_MAX + 1}) found) c
    ORDER BY s.place`)
  return rows.map(({ state, count }) => ({ state, ...countedOf(count) }))
}

async function countUpToMax(ctx: QueryContext, from: Sql): Promise<Counted> {
  const { count } = await ctx.tx.one<{ count: number }>(
    sql`SELECT count(*) AS count FROM (SELECT 1 FROM ${from} LIMIT ${COUNTED_MAX + 1}) c`,
  )
  return countedOf(count)
}

function countedOf(count: number): Counted {
  return { count: Math.min(count, COUNTED_MAX), isExact: count <= COUNTED_MAX }
}
