import { invariant } from '@tallystick/kernel/errors/problems.ts'
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

/** A row of the report of a job. */
export interface ChangeRow {
  readonly number: number
  readonly lineItemId: string
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

/** Rows of a job: all, and those that are still waiting. */
export async function countReport(
  ctx: QueryContext,
  jobId: string,
): Promise<{
  readonly total: number
  readonly waiting: number
  readonly changed: number
  readonly refused: number
}> {
  return ctx.tx.one(sql`SELECT count(*)::integer AS total,
      (count(*) FILTER (WHERE outcome = 'waiting'))::integer AS waiting,
      (count(*) FILTER (WHERE outcome = 'changed'))::integer AS changed,
      (count(*) FILTER (WHERE outcome = 'refused'))::integer AS refused
    FROM line_item_change_row WHERE tenant_id = ${ctx.tenantId} AND job_id = ${jobId}`)
}

/** The next line item of a job; null when none waits any more. */
export function nextRow(ctx: QueryContext, jobId: string): Promise<ChangeRow | null> {
  return ctx.tx.maybe<ChangeRow>(sql`SELECT number, line_item_id AS "lineItemId" FROM line_item_change_row
    WHERE tenant_id = ${ctx.tenantId} AND job_id = ${jobId} AND outcome = 'waiting' ORDER BY number LIMIT 1`)
}

/** What became of a line item. */
export type ChangeOutcome =
  | { readonly newLineItemId: string }
  | { readonly code: string; readonly reason: string }

/**
 * Writes what became of a row, in the transaction of the change itself. Throws when the row does not wait any more:
 * another worker was faster, and nothing of this transaction may stand.
 */
export async function closeRow(
  ctx: QueryContext,
  jobId: string,
  number: number,
  outcome: ChangeOutcome,
): Promise<void> {
  const made = 'newLineItemId' in outcome ? outcome.newLineItemId : null
  const refused = 'code' in outcome ? outcome : { code: null, reason: null }
  const touched = await ctx.tx.run(sql`UPDATE line_item_change_row
    SET outcome = ${made === null ? 'refused' : 'changed'}, new_line_item_id = ${made},
      new_activation_id = (SELECT li.activation_id FROM line_item li
        WHERE li.tenant_id = ${ctx.tenantId} AND li.line_item_id = ${made}),
      code = ${refused.code}, reason = ${refused.reason?.slice(0, 1000) ?? null}
    WHERE tenant_id = ${ctx.tenantId} AND job_id = ${jobId} AND number = ${number} AND outcome = 'waiting'`)
  invariant(touched === 1, 'A row of a report is closed once.')
}
