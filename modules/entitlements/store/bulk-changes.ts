import type { RowReport } from '@tallystick/kernel/jobs/row-by-row.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { empty, type Sql } from 'sql-template-tag'

/** Which line items a bulk change is about: those that are named, or those of accounts and products. */
export interface ChangeSelection {
  /** Keys; null: not named one by one. */
  readonly lineItemIds: readonly string[] | null
  readonly accountIds: readonly string[] | null
  readonly productIds: readonly string[] | null
}

/** A line item of a selection, as lists name it. */
export interface SelectedLineItem {
  readonly id: string
  readonly activationId: string
  readonly soldTo: string
  readonly products: string
}

/** Line items of a selection in the order of their keys, `limit` at most. */
export function selectedLineItems(
  ctx: QueryContext,
  selection: ChangeSelection,
  limit: number,
): Promise<readonly SelectedLineItem[]> {
  return ctx.tx.rows<SelectedLineItem>(sql`SELECT li.line_item_id AS id, li.activation_id AS "activationId",
      li.sold_to_label AS "soldTo", li.products_label AS products
    FROM line_item li WHERE ${inSelection(ctx, selection)} ORDER BY li.line_item_id LIMIT ${limit}`)
}

/** How many line items a selection has. */
export async function countSelected(ctx: QueryContext, selection: ChangeSelection): Promise<number> {
  const { count } = await ctx.tx.one<{ count: number }>(sql`SELECT count(*)::integer AS count
    FROM line_item li WHERE ${inSelection(ctx, selection)}`)
  return count
}

function inSelection(ctx: QueryContext, { lineItemIds, accountIds, productIds }: ChangeSelection): Sql {
  const named = lineItemIds && sql`AND li.line_item_id = ANY(${[...lineItemIds]}::uuid[])`
  const open = sql`AND li.kind = 'licensed' AND li.state = 'deployed' AND NOT li.has_successor
    AND EXISTS (SELECT 1 FROM entitlement e WHERE e.tenant_id = li.tenant_id AND e.entitlement_id = li.entitlement_id
      AND e.kind = 'regular')`
  const ofAccounts = accountIds && sql`AND li.sold_to_account_id = ANY(${[...accountIds]}::uuid[])`
  const ofProducts =
    productIds &&
    sql`AND li.line_item_id IN (SELECT lp.line_item_id FROM line_item_product lp
      WHERE lp.tenant_id = ${ctx.tenantId} AND lp.product_id = ANY(${[...productIds]}::uuid[]))`
  return sql`li.tenant_id = ${ctx.tenantId} ${named ?? open} ${ofAccounts ?? empty} ${ofProducts ?? empty}`
}

/** The report of a job of changes. */
export const changeReport: RowReport = {
  table: sql`line_item_change_row`,
  subject: sql`line_item_id`,
  done: 'changed',
}

/** Writes the report of a job that begins: everything waits. Does nothing for a job that is taken up again. */
export async function openReport(
  ctx: QueryContext,
  jobId: string,
  lineItems: readonly SelectedLineItem[],
): Promise<void> {
  await ctx.tx
    .run(sql`INSERT INTO line_item_change_row (tenant_id, job_id, number, line_item_id, activation_id,
      sold_to_label, products_label)
    SELECT ${ctx.tenantId}, ${jobId}, r.number, (r.row ->> 'id')::uuid, r.row ->> 'activationId', r.row ->> 'soldTo',
      r.row ->> 'products'
    FROM jsonb_array_elements(${JSON.stringify(lineItems)}::jsonb) WITH ORDINALITY AS r(row, number)
    ON CONFLICT DO NOTHING`)
}

/** What the row of a line item tells that was changed: the line item that replaces it. */
export function changedInto(ctx: QueryContext, newLineItemId: string): Sql {
  return sql`new_line_item_id = ${newLineItemId}, new_activation_id = (SELECT li.activation_id FROM line_item li
    WHERE li.tenant_id = ${ctx.tenantId} AND li.line_item_id = ${newLineItemId})`
}
