import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import { violatedConstraint } from '@tallystick/kernel/db/pool.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Resource } from '@tallystick/kernel/operation/find.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { empty, type Sql } from 'sql-template-tag'
import type { ChangeKind } from '../model.ts'
import type { PlannedParties, PlannedParty } from '../rules/parties.ts'
import { gatheredOf } from './gathered.ts'
import { entitlementColumns, type EntitlementRecord } from './records.ts'
import { lineItemJson, type NewLineItem } from './line-item-json.ts'
import { refreshSuccessors } from './successors.ts'
import { visibleEntitlement } from './visibility.ts'

/** How an entitlement is found: by key, or by its ID whatever the case. */
export const Entitlements: Resource<EntitlementRecord> = {
  kind: 'entitlement',
  select: (ctx, reference, lock) => sql`SELECT ${entitlementColumns} FROM entitlement e
    WHERE e.tenant_id = ${ctx.tenantId} AND ${keyOrCode(reference)}
      AND ${visibleEntitlement(ctx.scope, sql`e.tenant_id`, sql`e.entitlement_id`)}
    ${lock ? sql`FOR NO KEY UPDATE OF e` : empty}`,
  fromRow: (row) => row,
}

function keyOrCode(reference: string): Sql {
  if (isUuid(reference)) return sql`e.entitlement_id = ${reference}`
  return sql`e.entitlement_code_lower = lower(${reference})`
}

/**
 * Locks the entitlements of some line items, in the order of their keys. For what adds line items beside those: an
 * entitlement is locked before the line items, as by everything else that holds both.
 */
export async function lockEntitlementsOf(ctx: QueryContext, lineItemIds: readonly string[]): Promise<void> {
  await ctx.tx.run(sql`SELECT 1 FROM entitlement e
    WHERE e.tenant_id = ${ctx.tenantId} AND e.entitlement_id = ANY(ARRAY(SELECT li.entitlement_id FROM line_item li
      WHERE li.tenant_id = ${ctx.tenantId} AND li.line_item_id = ANY(${[...lineItemIds]}::uuid[])))
    ORDER BY e.entitlement_id FOR NO KEY UPDATE`)
}

/**
 * Whether an entitlement ID is taken already, whatever its case. Where much is gathered at once nobody asks: the
 * index refuses, and then the record is tried again alone.
 */
export async function takenEntitlementId(ctx: QueryContext, code: string): Promise<boolean> {
  if (gatheredOf(ctx)) return false
  const row = await ctx.tx.maybe(sql`SELECT 1 FROM entitlement
    WHERE tenant_id = ${ctx.tenantId} AND entitlement_code_lower = lower(${code})`)
  return row !== null
}

/** An entitlement to be stored, with everything below it. */
export interface NewEntitlement {
  readonly id: string
  readonly code: string
  readonly kind: 'regular' | 'bulk'
  readonly state: string
  readonly description: string
  readonly shipToEmail: string
  readonly shipToAddress: string
  readonly allowsPortalSignIn: boolean
  readonly customAttributes: Readonly<Record<string, unknown>>
  readonly parties: PlannedParties
  /** Of a bulk entitlement: what its keys give, when that is not something new. */
  readonly bulkChangeKind?: ChangeKind | null
  /** The bulk entitlement whose key was redeemed into this one. */
  readonly parentBulkId?: string | null
}

/**
 * Writes an entitlement, its parties, line items, products and links in one statement. Foreign keys are
 * checked at its end, so that the order of its parts does not matter. A race for an ID ends as its refusal.
 */
export async function insertEntitlement(
  ctx: QueryContext,
  entitlement: NewEntitlement,
  lineItems: readonly NewLineItem[],
): Promise<void> {
  const { parties } = entitlement
  const insert = sql`WITH written AS (
      INSERT INTO entitlement (tenant_id, entitlement_id, entitlement_code, kind, state, description, ship_to_email,
        ship_to_address, allows_portal_sign_in, custom_attributes, sold_to_account_id, sold_to_label,
        line_item_count, bulk_change_kind, parent_bulk_entitlement_id, created_by, created_at, updated_at)
      VALUES (${ctx.tenantId}, ${entitlement.id}, ${entitlement.code}, ${entitlement.kind}, ${entitlement.state},
        ${entitlement.description}, ${entitlement.shipToEmail}, ${entitlement.shipToAddress},
        ${entitlement.allowsPortalSignIn}, ${JSON.stringify(entitlement.customAttributes)}::jsonb,
        ${parties.soldToAccountId}, ${parties.soldToLabel}, ${lineItems.length},
        ${entitlement.bulkChangeKind ?? null}, ${entitlement.parentBulkId ?? null},
        ${ctx.principal.actorName}, ${ctx.now.toString()}, ${ctx.now.toString()})),
    ${partiesPart(ctx, entitlement.id, parties.parties)},
    ${lineItemParts(ctx, lineItems)}
    SELECT 1`
  await withIdRefusals(ctx, entitlement.code, lineItems, () => ctx.tx.run(insert))
  await refreshSuccessors(ctx, replacedBy(lineItems))
}

/** Adds line items to an entitlement whose lock is held, and counts them. */
export async function insertLineItems(
  ctx: QueryContext,
  entitlementId: string,
  lineItems: readonly NewLineItem[],
): Promise<void> {
  const insert = sql`WITH counted AS (
      UPDATE entitlement SET line_item_count = line_item_count + ${lineItems.length},
        updated_at = ${ctx.now.toString()}, row_version = row_version + 1
      WHERE tenant_id = ${ctx.tenantId} AND entitlement_id = ${entitlementId}),
    ${lineItemParts(ctx, lineItems)}
    SELECT 1`
  await withIdRefusals(ctx, '', lineItems, () => ctx.tx.run(insert))
  await refreshSuccessors(ctx, replacedBy(lineItems))
}

/** Replaces the fields and parties of an entitlement whose lock is held; line items follow its sold-to account. */
export async function updateEntitlement(ctx: QueryContext, entitlement: NewEntitlement): Promise<void> {
  const { parties } = entitlement
  const update = sql`WITH gone AS (
      DELETE FROM entitlement_party
      WHERE tenant_id = ${ctx.tenantId} AND entitlement_id = ${entitlement.id}
        AND tier <> ALL(${parties.parties.map(({ tier }) => tier)}::text[])),
    ${partiesPart(ctx, entitlement.id, parties.parties)},
    line_items AS (
      UPDATE line_item SET entitlement_code = ${entitlement.code}, sold_to_account_id = ${parties.soldToAccountId},
        sold_to_label = ${parties.soldToLabel}
      WHERE tenant_id = ${ctx.tenantId} AND entitlement_id = ${entitlement.id}
        AND (entitlement_code, sold_to_label) IS DISTINCT FROM (${entitlement.code}, ${parties.soldToLabel}))
    UPDATE entitlement SET entitlement_code = ${entitlement.code}, description = ${entitlement.description},
      ship_to_email = ${entitlement.shipToEmail}, ship_to_address = ${entitlement.shipToAddress},
      allows_portal_sign_in = ${entitlement.allowsPortalSignIn},
      custom_attributes = ${JSON.stringify(entitlement.customAttributes)}::jsonb,
      sold_to_account_id = ${parties.soldToAccountId}, sold_to_label = ${parties.soldToLabel},
      updated_at = ${ctx.now.toString()}, row_version = row_version + 1
    WHERE tenant_id = ${ctx.tenantId} AND entitlement_id = ${entitlement.id}`
  await withIdRefusals(ctx, entitlement.code, [], () => ctx.tx.run(update))
}

/** Removes an entitlement with everything below it. Fulfillments in the way end as their refusal. */
export async function deleteEntitlement(ctx: QueryContext, entitlement: EntitlementRecord): Promise<void> {
  try {
    await ctx.tx.run(sql`DELETE FROM entitlement
      WHERE tenant_id = ${ctx.tenantId} AND entitlement_id = ${entitlement.id}`)
  } catch (error) {
    const constraint = violatedConstraint(error)
    if (constraint === null) throw error
    ctx.refuse(refuse('entitlement-has-fulfillments', { entitlementId: entitlement.code }))
  }
}

/** Line items that are replaced from now on. */
function replacedBy(lineItems: readonly NewLineItem[]): readonly string[] {
  return lineItems.flatMap(({ change, state }) => (change && state === 'deployed' ? change.parentId : []))
}

function partiesPart(ctx: QueryContext, entitlementId: string, parties: readonly PlannedParty[]): Sql {
  return sql`parties AS (
      INSERT INTO entitlement_party (tenant_id, entitlement_id, tier, account_id, contact_user_id, is_owner)
      SELECT ${ctx.tenantId}, ${entitlementId}, p."tier", p."accountId", p."contactUserId", p."isOwner"
      FROM jsonb_to_recordset(${JSON.stringify(parties)}::jsonb)
        AS p("tier" text, "accountId" uuid, "contactUserId" uuid, "isOwner" boolean)
      ON CONFLICT (tenant_id, entitlement_id, tier) DO UPDATE SET account_id = EXCLUDED.account_id,
        contact_user_id = EXCLUDED.contact_user_id, is_owner = EXCLUDED.is_owner)`
}

/** Line items, their products and their links, as further parts of a WITH. */
function lineItemParts(ctx: QueryContext, lineItems: readonly NewLineItem[]): Sql {
  const json = lineItemJson(ctx, lineItems)
  return sql`line_items AS (
      INSERT INTO line_item (${lineItemInsertColumns})
      SELECT ${lineItemInsertColumns} FROM jsonb_populate_recordset(NULL::line_item, ${json.lineItems}::jsonb)),
    products AS (
      INSERT INTO line_item_product (tenant_id, line_item_id, product_id, quantity)
      SELECT tenant_id, line_item_id, product_id, quantity
      FROM jsonb_populate_recordset(NULL::line_item_product, ${json.products}::jsonb)),
    links AS (
      INSERT INTO line_item_maintenance (tenant_id, line_item_id, maintenance_line_item_id)
      SELECT tenant_id, line_item_id, maintenance_line_item_id
      FROM jsonb_populate_recordset(NULL::line_item_maintenance, ${json.links}::jsonb))`
}

const lineItemInsertColumns = sql`tenant_id, line_item_id, entitlement_id, entitlement_code, activation_id, kind, state,
  license_model_id, part_number_id, product_line_id, description, order_id, order_line_number, copies_total,
  copies_taken, extra_activations_max, overdraft_max, overdraft_taken, start_option, starts_on, term, expires_on,
  duration_amount, duration_unit, version_date_option, version_date, version_duration_amount,
  version_duration_unit, time_zone, attributes, policies, custom_attributes, sold_to_account_id, sold_to_label,
  products_label, versions_label, part_number_label, license_model_label, technology, is_inactive_by_entitlement,
  change_kind, parent_line_item_id, copies_brought, origin_kind, origin_line_item_id, created_by, created_at, updated_at,
  row_version`

/** Turns the two unique IDs into their refusals; every other violation stays our bug. */
export async function withIdRefusals(
  ctx: QueryContext,
  code: string,
  lineItems: readonly { readonly activationId: string }[],
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    const constraint = violatedConstraint(error)
    if (constraint === 'entitlement__code') ctx.refuse(refuse('entitlement-id-taken', { id: code }))
    if (constraint === 'line_item__activation_id') {
      ctx.refuse(refuse('activation-id-taken', { ids: lineItems.map(({ activationId }) => activationId) }))
    }
    throw error
  }
}
