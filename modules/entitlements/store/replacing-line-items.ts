import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'

/**
 * SQL: keys of the line items of an account that replace others and have copies which nobody uses yet; for
 * `lineItemFacts`. The newest come last, as their keys do. LIFE-05.
 */
export function replacingLineItemKeys(ctx: QueryContext, accountId: string): Sql {
  return sql`SELECT r.line_item_id FROM line_item r
    WHERE r.tenant_id = ${ctx.tenantId} AND r.sold_to_account_id = ${accountId} AND r.change_kind IS NOT NULL
      AND r.state IN ('deployed', 'test') AND r.copies_taken + r.copies_moved < r.copies_total`
}
