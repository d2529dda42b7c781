import { replaceableLineItems, type ReplaceableWish } from '@tallystick/entitlements/services.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'

/** Copies in active licenses of line items that have the same products. */
export interface CopiesInLicenses {
  /** The line item; one of several. */
  readonly lineItemId: string
  readonly accountId: string | null
  readonly productIds: readonly string[]
  readonly lineItems: number
  readonly copies: number
}

/**
 * Copies that active licenses of other line items hold for a replacing one, as far as products tell: summed by
 * products, which is all that the rule of replacing asks for; those of `apart` each for itself. Emergency and stop-gap
 * licenses give none. ACT-07.
 */
export function copiesInLicenses(
  ctx: QueryContext,
  wish: ReplaceableWish,
  apart: readonly string[],
): Promise<CopiesInLicenses[]> {
  return ctx.tx.rows<CopiesInLicenses>(sql`SELECT (array_agg(r.line_item_id))[1] AS "lineItemId",
      r.account_id AS "accountId", r.product_ids AS "productIds", count(*)::integer AS "lineItems",
      sum(held.copies)::int8 AS copies
    FROM (${replaceableLineItems(ctx, wish)}) AS r
    CROSS JOIN LATERAL (SELECT sum(f.copies) AS copies FROM fulfillment f
      WHERE f.tenant_id = ${ctx.tenantId} AND f.line_item_id = r.line_item_id
        AND f.state = 'active' AND f.support_action = 'master') AS held
    WHERE held.copies > 0
    GROUP BY r.account_id, r.product_ids,
      CASE WHEN r.line_item_id = ANY(${[...apart]}::uuid[]) THEN r.line_item_id END`)
}
