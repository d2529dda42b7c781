import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import { violatedConstraint } from '@tallystick/kernel/db/pool.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Resource } from '@tallystick/kernel/operation/find.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { empty, type Sql } from 'sql-template-tag'
import type { RecordState } from '../model.ts'
import type { PlannedLineItem } from '../rules/line-item-plan.ts'
import { withIdRefusals } from './entitlements.ts'
import { gatheredOf } from './gathered.ts'
import { plannedColumns } from './line-item-json.ts'
import { lineItemColumns, lineItemFromRow, type LineItemRecord, type LineItemRow } from './records.ts'
import { refreshSuccessors } from './successors.ts'
import { visibleLineItem } from './visibility.ts'

/** A line item with the state of its entitlement. */
export type PlacedLineItem = LineItemRecord & { readonly entitlementState: RecordState }

/**
 * How a line item is found: by key, or by its activation ID whatever the case. The lock covers its
 * entitlement too, so that neither changes state while the other is decided about.
 */
export const LineItems: Resource<PlacedLineItem> = {
  kind: 'line item',
  select: (ctx, reference, lock) => sql`SELECT ${lineItemColumns}, e.state AS "entitlementState"
    FROM line_item li
    JOIN entitlement e ON e.tenant_id = li.tenant_id AND e.entitlement_id = li.entitlement_id
    WHERE li.tenant_id = ${ctx.tenantId} AND ${keyOrActivationId(reference)} AND ${visibleLineItem(ctx.scope, 'li')}
    ${lock ? sql`FOR NO KEY UPDATE OF e, li` : empty}`,
  fromRow: (row: LineItemRow & { readonly entitlementState: RecordState }) => ({
    ...lineItemFromRow(row),
    entitlementState: row.entitlementState,
  }),
}

function keyOrActivationId(reference: string): Sql {
  if (isUuid(reference)) return sql`li.line_item_id = ${reference}`
  return sql`li.activation_id_lower = lower(${reference})`
}

/**
 * Line items of an entitlement that may be seen, in the order of their keys. When asked they are locked in that
 * order, and with them those that they replace.
 */
export async function lineItemsOf(
  ctx: QueryContext,
  entitlementId: string,
  options: { readonly lock?: boolean } = {},
): Promise<readonly LineItemRecord[]> {
  const visible = visibleLineItem(ctx.scope, 'li')
  const own = sql`(li.entitlement_id = ${entitlementId} AND ${visible})`
  const replaced = sql`li.line_item_id = ANY(ARRAY(
    SELECT unnest(ARRAY[c.line_item_id, c.parent_line_item_id]) FROM line_item c
    WHERE c.tenant_id = ${ctx.tenantId} AND c.entitlement_id = ${entitlementId}))`
  const rows = await ctx.tx.rows<LineItemRow & { readonly isOwn: boolean }>(sql`SELECT ${lineItemColumns},
      ${own} AS "isOwn"
    FROM line_item li WHERE li.tenant_id = ${ctx.tenantId} AND ${options.lock ? replaced : own}
    ORDER BY li.line_item_id ${options.lock ? sql`FOR NO KEY UPDATE OF li` : empty}`)
  return rows.flatMap(({ isOwn, ...row }) => (isOwn ? lineItemFromRow(row) : []))
}

/** Which of these activation IDs are taken already, whatever their case; like `takenEntitlementId`. */
export async function takenActivationIds(
  ctx: QueryContext,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (ids.length === 0 || gatheredOf(ctx)) return []
  const wanted = ids.map((id) => id.toLowerCase())
  const rows = await ctx.tx.rows<{ activationId: string }>(sql`SELECT activation_id AS "activationId"
    FROM line_item WHERE tenant_id = ${ctx.tenantId} AND activation_id_lower = ANY(${wanted}::text[])`)
  return rows.map(({ activationId }) => activationId)
}

/** A new state of a line item. */
export interface LineItemStateChange {
  readonly id: string
  readonly state: RecordState
  readonly isInactiveByEntitlement: boolean
}

/**
 * Writes the states of an entitlement and of its line items, whose locks are held, in one statement. Line items that
 * they replace are marked or unmarked as replaced; see `lockWithParents`.
 */
export async function writeStates(
  ctx: QueryContext,
  entitlement: { readonly id: string; readonly state: RecordState } | null,
  lineItems: readonly LineItemStateChange[],
): Promise<void> {
  const rows = await ctx.tx.rows<{ parentId: string | null }>(sql`WITH entitlement_part AS (
      UPDATE entitlement SET state = ${entitlement?.state ?? 'draft'}, updated_at = ${ctx.now.toString()},
        row_version = row_version + 1
      WHERE tenant_id = ${ctx.tenantId} AND entitlement_id = ${entitlement?.id ?? null})
    UPDATE line_item li SET state = s.state, is_inactive_by_entitlement = s."isInactiveByEntitlement",
      updated_at = ${ctx.now.toString()}, row_version = li.row_version + 1
    FROM jsonb_to_recordset(${JSON.stringify(lineItems)}::jsonb)
      AS s(id uuid, state text, "isInactiveByEntitlement" boolean)
    WHERE li.tenant_id = ${ctx.tenantId} AND li.line_item_id = s.id
    RETURNING li.parent_line_item_id AS "parentId"`)
  await refreshSuccessors(ctx, [...new Set(rows.flatMap(({ parentId }) => parentId ?? []))])
}

/** Replaces what a plan decides of a line item whose lock is held, its products and its maintenance links. */
export async function updateLineItem(
  ctx: QueryContext,
  lineItem: { readonly id: string; readonly activationId: string },
  plan: PlannedLineItem,
  maintenanceIds: readonly string[],
): Promise<void> {
  const row = JSON.stringify({ ...plannedColumns(plan), activation_id: lineItem.activationId })
  const where = sql`tenant_id = ${ctx.tenantId} AND line_item_id = ${lineItem.id}`
  const update = sql`WITH products_gone AS (
      DELETE FROM line_item_product WHERE ${where}
        AND product_id <> ALL(${plan.products.map(({ productId }) => productId)}::uuid[])),
    products AS (
      INSERT INTO line_item_product (tenant_id, line_item_id, product_id, quantity)
      SELECT ${ctx.tenantId}, ${lineItem.id}, p."productId", p.quantity
      FROM jsonb_to_recordset(${JSON.stringify(plan.products)}::jsonb) AS p("productId" uuid, quantity integer)
      ON CONFLICT (tenant_id, line_item_id, product_id) DO UPDATE SET quantity = EXCLUDED.quantity),
    links_gone AS (
      DELETE FROM line_item_maintenance WHERE ${where}
        AND maintenance_line_item_id <> ALL(${maintenanceIds as string[]}::uuid[])),
    links AS (
      INSERT INTO line_item_maintenance (tenant_id, line_item_id, maintenance_line_item_id)
      SELECT ${ctx.tenantId}, ${lineItem.id}, m FROM unnest(${maintenanceIds as string[]}::uuid[]) AS m
      ON CONFLICT DO NOTHING)
    UPDATE line_item SET (${editColumns}) =
        (SELECT ${editColumns} FROM jsonb_populate_record(NULL::line_item, ${row}::jsonb)),
      updated_at = ${ctx.now.toString()}, row_version = row_version + 1
    WHERE ${where}`
  await withIdRefusals(ctx, '', [lineItem], () => ctx.tx.run(update))
}

const editColumns = sql`activation_id, kind, license_model_id, part_number_id, product_line_id, description, order_id,
  order_line_number, copies_total, extra_activations_max, overdraft_max, start_option, starts_on, term, expires_on,
  duration_amount, duration_unit, version_date_option, version_date, version_duration_amount,
  version_duration_unit, time_zone, attributes, policies, custom_attributes, products_label, versions_label,
  part_number_label, license_model_label, technology`

/** Removes a line item whose entitlement is locked. Fulfillments in the way end as their refusal. */
export async function deleteLineItem(ctx: QueryContext, lineItem: LineItemRecord): Promise<void> {
  try {
    await ctx.tx.run(sql`WITH counted AS (
        UPDATE entitlement SET line_item_count = line_item_count - 1, updated_at = ${ctx.now.toString()},
          row_version = row_version + 1
        WHERE tenant_id = ${ctx.tenantId} AND entitlement_id = ${lineItem.entitlementId})
      DELETE FROM line_item WHERE tenant_id = ${ctx.tenantId} AND line_item_id = ${lineItem.id}`)
  } catch (error) {
    if (violatedConstraint(error) === null) throw error
    ctx.refuse(refuse('line-item-has-fulfillments', { activationId: lineItem.activationId }))
  }
}
