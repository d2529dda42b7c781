import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import { visibleLineItem } from './visibility.ts'

/** What is known of line items whose licenses another one may replace. */
export interface ReplaceableWish {
  /** The line item that replaces them. */
  readonly id: string
  readonly parentId: string | null
  /** The account of both; null while nobody is known. */
  readonly accountId: string | null
  /** Each of them has one of these products. */
  readonly productIds: readonly string[]
}

/**
 * SQL: line items of an account from which copies are in use and that have one of the products, and the parent
 * (`line_item_id, account_id, product_ids`, sorted), as far as the caller sees them. A first choice by index, from the
 * products or from the account, whichever are fewer: whether they fit is decided by the rules of replacing. ACT-07.
 */
export function replaceableLineItems(ctx: QueryContext, wish: ReplaceableWish): Sql {
  const { id, parentId, accountId, productIds } = wish
  const isOfAccount =
    accountId === null ? sql`li.sold_to_account_id IS NULL` : sql`li.sold_to_account_id = ${accountId}`
  const one = sql`SELECT li.line_item_id, li.sold_to_account_id AS account_id,
      ARRAY(SELECT lp.product_id::text FROM line_item_product lp
        WHERE lp.tenant_id = li.tenant_id AND lp.line_item_id = li.line_item_id ORDER BY lp.product_id) AS product_ids
    FROM line_item li
    WHERE li.tenant_id = ${ctx.tenantId} AND li.copies_taken > 0 AND ${visibleLineItem(ctx.scope, 'li')}`
  return sql`${one} AND ${isOfAccount} AND li.line_item_id <> ${id}
      AND li.line_item_id IS DISTINCT FROM ${parentId}::uuid
      AND EXISTS (SELECT 1 FROM line_item_product w WHERE w.tenant_id = li.tenant_id
        AND w.line_item_id = li.line_item_id AND w.product_id = ANY(${[...productIds]}::uuid[]))
    UNION ALL ${one} AND li.line_item_id = ${parentId}`
}
