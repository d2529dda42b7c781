import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'

/** What is known of line items that may replace another one. */
export interface ReplacingWish {
  readonly accountId: string
  /** The line item whose licenses are to be replaced. */
  readonly parentId: string
  /** Products that its products lead to, and these themselves, for renewals. */
  readonly productIds: readonly string[]
}

/**
 * SQL: keys of the line items of an account that may replace licenses of another one and have copies that nobody uses
 * yet; for `lineItemFacts`. A first choice by index: whether they fit is decided by the rules of replacing. LIFE-05.
 */
export function replacingLineItemKeys(ctx: QueryContext, wish: ReplacingWish): Sql {
  return sql`SELECT r.line_item_id FROM line_item r
    WHERE r.tenant_id = ${ctx.tenantId} AND r.sold_to_account_id = ${wish.accountId} AND r.change_kind IS NOT NULL
      AND r.state IN ('deployed', 'test') AND r.copies_taken + r.copies_moved < r.copies_total
      AND (r.parent_line_item_id = ${wish.parentId} OR EXISTS (SELECT 1 FROM line_item_product rp
        WHERE rp.tenant_id = r.tenant_id AND rp.line_item_id = r.line_item_id
          AND rp.product_id = ANY(${[...wish.productIds]}::uuid[])))`
}
