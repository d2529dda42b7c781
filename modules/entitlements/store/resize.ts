import { invariant } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import type { ChangeKind, EntitlementKind, RecordState } from '../model.ts'
import type { LineItemResize } from '../rules/split.ts'
import type { PlannedParties } from '../rules/parties.ts'
import { insertEntitlement, withIdRefusals } from './entitlements.ts'
import { refreshSuccessors } from './successors.ts'

/** How copies came from one line item into another. */
export type OriginKind = 'split' | 'transfer' | 'host-transfer'

/** An entitlement that is written with the first line item in it. */
export interface NewEntitlementPlace {
  readonly id: string
  readonly code: string
  readonly kind: EntitlementKind
  /** What comes out of a test stays one. */
  readonly state: Extract<RecordState, 'deployed' | 'test'>
  readonly bulkChangeKind: ChangeKind | null
  readonly parties: PlannedParties
  readonly description: string
  readonly allowsPortalSignIn: boolean
  readonly customAttributes: Readonly<Record<string, unknown>>
}

/** A line item to be written that is like its origin in all but its figures and its owner. */
export interface NewCopyOfLineItem {
  readonly id: string
  readonly activationId: string
  readonly originId: string
  readonly originKind: OriginKind
  readonly state: RecordState
  readonly entitlement: { readonly id: string; readonly code: string }
  readonly soldToAccountId: string | null
  readonly soldToLabel: string
  /** Of line items that move together with the one that they replace: that one's new key. */
  readonly parentId?: string | null
}

/** Maintenance that belongs to a licensed line item. */
export interface MaintenanceLink {
  readonly lineItemId: string
  readonly maintenanceId: string
}

/** What is written besides the changes of size. */
export interface ResizeAlong {
  readonly entitlements?: readonly NewEntitlementPlace[]
  readonly lineItems?: readonly NewCopyOfLineItem[]
  /** Links of maintenance to line items; either of them may be new. */
  readonly links?: readonly MaintenanceLink[]
  /** New activation IDs of line items that are there, by key. */
  readonly renamed?: Readonly<Record<string, string>>
  /** States that line items have afterwards, by key. An emptied one becomes obsolete in any case. */
  readonly states?: Readonly<Record<string, RecordState>>
}

/**
 * Moves copies between line items whose locks are held, by signed deltas, and writes the line items that are new.
 *
 * Over all changes each figure adds up to 0: copies are conserved. A line item whose total becomes 0 becomes obsolete;
 * one that replaces another loses and gains brought copies too. The rule, which saw the same figures under
 * the lock, has decided; the conditions here and the CHECKs of the table stand behind it. Throws InvariantError when
 * a limit would be broken.
 */
export async function resizeLineItems(
  ctx: QueryContext,
  changes: readonly LineItemResize[],
  along: ResizeAlong = {},
): Promise<void> {
  for (const figure of figures) {
    const sum = changes.reduce((total, change) => total + change[figure], 0)
    invariant(sum === 0, `Copies are conserved: ${figure} adds up to ${sum}.`)
  }
  const added = along.lineItems ?? []
  const newKeys = new Set(added.map(({ id }) => id))
  await resizeExisting(
    ctx,
    changes.filter(({ lineItemId }) => !newKeys.has(lineItemId)),
    along,
  )
  for (const entitlement of along.entitlements ?? []) {
    await insertEntitlement(ctx, { ...entitlement, shipToEmail: '', shipToAddress: '' }, [])
  }
  await insertCopies(ctx, added, changes)
  await insertLinks(ctx, along.links ?? [])
}

const figures = ['total', 'taken', 'extraActivations', 'overdraftMax', 'overdraftTaken'] as const

async function resizeExisting(
  ctx: QueryContext,
  changes: readonly LineItemResize[],
  { states = {}, renamed = {} }: ResizeAlong,
): Promise<void> {
  const rows = summed(changes).map((row) => ({
    ...row,
    state: states[row.id] ?? null,
    activation_id: renamed[row.id] ?? null,
  }))
  if (rows.length === 0) return
  const touched = await ctx.tx.rows<{ isEmptied: boolean; parentId: string | null }>(sql`UPDATE line_item li
    SET copies_total = li.copies_total + t.total, copies_taken = li.copies_taken + t.taken,
      copies_brought = li.copies_brought + t.brought, extra_activations_max = li.extra_activations_max + t.extra,
      activation_id = coalesce(t.activation_id, li.activation_id),
      overdraft_max = li.overdraft_max + t.overdraft_max, overdraft_taken = li.overdraft_taken + t.overdraft_taken,
      state = CASE WHEN li.copies_total + t.total = 0 THEN 'obsolete' ELSE coalesce(t.state, li.state) END,
      is_inactive_by_entitlement = li.is_inactive_by_entitlement AND li.copies_total + t.total > 0
        AND coalesce(t.state, li.state) = 'inactive',
      updated_at = ${ctx.now.toString()}, row_version = li.row_version + 1
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t(id uuid, total integer, taken integer,
      brought integer, extra integer, overdraft_max integer, overdraft_taken integer, state text,
      activation_id text)
    WHERE li.tenant_id = ${ctx.tenantId} AND li.line_item_id = t.id
      AND li.copies_total::bigint + t.total BETWEEN 0 AND 2147483647 AND li.copies_taken::bigint + t.taken >= 0
      AND li.extra_activations_max::bigint + t.extra >= 0
      AND li.copies_taken::bigint + t.taken + li.copies_moved
        <= li.copies_total::bigint + t.total + li.extra_activations_max + t.extra
      AND (li.copies_brought IS NULL OR (li.copies_brought::bigint + t.brought BETWEEN 0 AND li.copies_total + t.total
        AND li.copies_taken::bigint + t.taken + li.copies_moved
          <= li.copies_brought::bigint + t.brought + li.extra_activations_max + t.extra))
      AND li.overdraft_max::bigint + t.overdraft_max >= 0
      AND li.overdraft_taken::bigint + t.overdraft_taken BETWEEN 0 AND li.overdraft_max::bigint + t.overdraft_max
    RETURNING li.copies_total = 0 AS "isEmptied", li.parent_line_item_id AS "parentId"`)
  invariant(
    touched.length === rows.length,
    'A change of size was planned within the limits of its line items.',
  )
  const orphaned = touched.filter(({ isEmptied }) => isEmptied).flatMap(({ parentId }) => parentId ?? [])
  await refreshSuccessors(ctx, orphaned)
}

/** Copies rows of line items with other keys, owners and figures; products go along. */
async function insertCopies(
  ctx: QueryContext,
  added: readonly NewCopyOfLineItem[],
  changes: readonly LineItemResize[],
): Promise<void> {
  if (added.length === 0) return
  const figuresOf = new Map(summed(changes).map((row) => [row.id, row]))
  const rows = added.map((one) => {
    const own = figuresOf.get(one.id)
    invariant(own && own.total > 0, 'A new line item has copies.')
    return {
      ...own,
      activation_id: one.activationId,
      origin_id: one.originId,
      origin_kind: one.originKind,
      state: one.state,
      entitlement_id: one.entitlement.id,
      entitlement_code: one.entitlement.code,
      sold_to_account_id: one.soldToAccountId,
      sold_to_label: one.soldToLabel,
      parent_id: one.parentId ?? null,
      brought: one.parentId ? own.brought : null,
    }
  })
  const insert = sql`WITH added AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t(id uuid,
        total integer, taken integer, extra integer, overdraft_max integer, overdraft_taken integer,
        activation_id text, origin_id uuid, origin_kind text, state text, entitlement_id uuid, entitlement_code text,
        sold_to_account_id uuid, sold_to_label text, parent_id uuid, brought integer)),
    counted AS (
      UPDATE entitlement e SET line_item_count = e.line_item_count + n.count, updated_at = ${ctx.now.toString()},
        row_version = e.row_version + 1
      FROM (SELECT entitlement_id, count(*)::integer AS count FROM added GROUP BY 1) AS n
      WHERE e.tenant_id = ${ctx.tenantId} AND e.entitlement_id = n.entitlement_id),
    products AS (
      INSERT INTO line_item_product (tenant_id, line_item_id, product_id, quantity)
      SELECT p.tenant_id, a.id, p.product_id, p.quantity FROM added a
      JOIN line_item_product p ON p.tenant_id = ${ctx.tenantId} AND p.line_item_id = a.origin_id)
    INSERT INTO line_item (line_item_id, activation_id, entitlement_id, entitlement_code, state, copies_total,
      copies_taken, copies_brought, extra_activations_max, overdraft_max, overdraft_taken, parent_line_item_id,
      origin_kind, origin_line_item_id, sold_to_account_id, sold_to_label, created_by, created_at, updated_at,
      ${copiedColumns})
    SELECT a.id, a.activation_id, a.entitlement_id, a.entitlement_code, a.state, a.total,
      a.taken, a.brought, a.extra, a.overdraft_max, a.overdraft_taken, a.parent_id,
      a.origin_kind, a.origin_id, a.sold_to_account_id, a.sold_to_label, ${ctx.principal.actorName},
      ${ctx.now.toString()}, ${ctx.now.toString()}, ${copiedColumns}
    FROM added a JOIN (SELECT ${copiedColumns}, line_item_id FROM line_item WHERE tenant_id = ${ctx.tenantId}) AS o
      ON o.line_item_id = a.origin_id`
  await withIdRefusals(ctx, '', added, () => ctx.tx.run(insert))
  const parents = added.flatMap(({ parentId }) => parentId ?? [])
  await refreshSuccessors(ctx, parents)
}

async function insertLinks(ctx: QueryContext, links: readonly MaintenanceLink[]): Promise<void> {
  if (links.length === 0) return
  await ctx.tx.run(sql`INSERT INTO line_item_maintenance (tenant_id, line_item_id, maintenance_line_item_id)
    SELECT ${ctx.tenantId}, l."lineItemId", l."maintenanceId"
    FROM jsonb_to_recordset(${JSON.stringify(links)}::jsonb) AS l("lineItemId" uuid, "maintenanceId" uuid)
    ON CONFLICT DO NOTHING`)
}

/** What a line item has in common with those that come out of it. None is a column of `added`. */
const copiedColumns = sql`tenant_id, kind, license_model_id, part_number_id, product_line_id, description, order_id,
  order_line_number, start_option, starts_on, term, expires_on, duration_amount, duration_unit, version_date_option,
  version_date, version_duration_amount, version_duration_unit, time_zone, attributes, policies, change_kind,
  custom_attributes, products_label, versions_label, part_number_label, license_model_label, technology`

/** One change per line item, because an UPDATE would use only one of several; in the order of the keys. */
function summed(changes: readonly LineItemResize[]) {
  const ids = [...new Set(changes.map(({ lineItemId }) => lineItemId))].toSorted((one, other) =>
    one < other ? -1 : 1,
  )
  return ids.map((id) => {
    const own = changes.filter(({ lineItemId }) => lineItemId === id)
    const sum = (figure: (typeof figures)[number]) => own.reduce((total, one) => total + one[figure], 0)
    return {
      id,
      total: sum('total'),
      brought: own.reduce((total, one) => total + (one.brought ?? one.total), 0),
      taken: sum('taken'),
      extra: sum('extraActivations'),
      overdraft_max: sum('overdraftMax'),
      overdraft_taken: sum('overdraftTaken'),
    }
  })
}
