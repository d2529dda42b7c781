import { lineageBooks, lineItemBooks } from '@tallystick/entitlements/services.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'

/** A line item whose counts differ from what its records say. */
export interface CopiesDifference {
  readonly lineItemId: string
  readonly activationId: string
  readonly figure: 'copies' | 'overdraft'
  /** What the line item says is taken. */
  readonly counted: number
  /** The sum of its records. */
  readonly recorded: number
}

/** A stretch of line items, compared. */
export interface ComparedStretch {
  /** Key of the last line item; null when there were none. */
  readonly last: string | null
  readonly lineItems: number
  readonly differences: readonly CopiesDifference[]
}

/**
 * Compares the counts of up to `limit` line items behind a key with the sums of their fulfillments. One statement, so
 * that an activation in between is in both or in neither.
 */
export async function compareBooks(
  ctx: QueryContext,
  after: string,
  limit: number,
): Promise<ComparedStretch> {
  return ctx.tx.one<ComparedStretch>(sql`WITH
    item AS MATERIALIZED (${lineItemBooks(ctx.tenantId, after, limit)}),
    sums AS (
      SELECT i.line_item_id, i.activation_id, i.copies_taken, i.overdraft_taken,
        coalesce(sum(f.copies_taken), 0)::int AS copies, coalesce(sum(f.overdraft_taken), 0)::int AS overdraft
      FROM item i
      LEFT JOIN fulfillment f ON f.tenant_id = ${ctx.tenantId} AND f.line_item_id = i.line_item_id
      GROUP BY i.line_item_id, i.activation_id, i.copies_taken, i.overdraft_taken),
    difference AS (
      SELECT line_item_id, activation_id, 'copies' AS figure, copies_taken AS counted, copies AS recorded
      FROM sums WHERE copies_taken <> copies
      UNION ALL
      SELECT line_item_id, activation_id, 'overdraft', overdraft_taken, overdraft
      FROM sums WHERE overdraft_taken <> overdraft)
    SELECT (SELECT line_item_id FROM item ORDER BY line_item_id DESC LIMIT 1) AS last,
      (SELECT count(*)::int FROM item) AS "lineItems",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('lineItemId', line_item_id, 'activationId', activation_id,
          'figure', figure, 'counted', counted, 'recorded', recorded)
          ORDER BY activation_id, figure), '[]') FROM difference) AS differences`)
}

/** Line items there are, and the two sides of what moved between them. */
export function readLineages(ctx: QueryContext) {
  return ctx.tx.one<{ lineItems: number; moved: number; brought: number }>(lineageBooks(ctx.tenantId))
}
