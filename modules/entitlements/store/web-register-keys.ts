import { violatedConstraint } from '@tallystick/kernel/db/pool.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { isUuid, newId } from '@tallystick/kernel/ids-time/ids.ts'
import type { Resource } from '@tallystick/kernel/operation/find.ts'
import type { Scope } from '@tallystick/kernel/operation/principal.ts'
import { inScope } from '@tallystick/kernel/operation/scope.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { empty, type Sql } from 'sql-template-tag'
import type { ChangeKind, EntitlementKind, RecordState } from '../model.ts'
import type { KeyState } from '../rules/web-register-keys.ts'
import {
  entitlementColumns,
  lineItemColumns,
  lineItemFromRow,
  type EntitlementRecord,
  type LineItemRecord,
  type LineItemRow,
} from './records.ts'
import { visibleEntitlement, visibleLineItem } from './visibility.ts'

/** A web register key as it is stored. */
export interface KeyRecord {
  readonly id: string
  readonly code: string
  readonly state: KeyState
  readonly entitlementId: string
  readonly lineItemId: string
  readonly accountId: string | null
  readonly redeemedEntitlementId: string | null
  readonly redeemedAt: string | null
}

const keyColumns = sql`k.web_register_key_id AS id, k.key_code AS code, k.state, k.entitlement_id AS "entitlementId",
  k.line_item_id AS "lineItemId", k.account_id AS "accountId", k.redeemed_entitlement_id AS "redeemedEntitlementId",
  k.redeemed_at AS "redeemedAt"`

/**
 * SQL condition: the key `k` may be listed. Whoever is a party of the bulk entitlement sees its keys, and an account
 * those that it redeemed.
 */
export function visibleKey(scope: Scope): Sql {
  if (scope.all) return sql`TRUE`
  return sql`(${inScope(scope, sql`k.account_id`)}
    OR ${visibleEntitlement(scope, sql`k.tenant_id`, sql`k.entitlement_id`)})`
}

/** A key among those that the caller sees, by its own key or by its code whatever the case. */
export const ListedKeys: Resource<KeyRecord> = {
  kind: 'web register key',
  select: (ctx, reference, lock) => sql`SELECT ${keyColumns} FROM web_register_key k
    WHERE k.tenant_id = ${ctx.tenantId} AND ${named(reference)} AND ${visibleKey(ctx.scope)}
    ${lock ? sql`FOR NO KEY UPDATE OF k` : empty}`,
  fromRow: (row) => row,
}

/**
 * A key by its code alone, whoever asks: to know the key is the right to look at it and to redeem it.
 */
export const HeldKeys: Resource<KeyRecord> = {
  kind: 'web register key',
  select: (ctx, code, lock) => sql`SELECT ${keyColumns} FROM web_register_key k
    WHERE k.tenant_id = ${ctx.tenantId} AND k.key_fold = lower(${code})
    ${lock ? sql`FOR NO KEY UPDATE OF k` : empty}`,
  fromRow: (row) => row,
}

function named(reference: string): Sql {
  return isUuid(reference) ? sql`k.web_register_key_id = ${reference}` : sql`k.key_fold = lower(${reference})`
}

/** A line item of a bulk entitlement with what its keys need to know of that. */
export interface BulkLineItemRecord {
  readonly record: LineItemRecord
  readonly entitlementKind: EntitlementKind
  readonly entitlementState: RecordState
  readonly bulkChangeKind: ChangeKind | null
}

/** A line item that keys come out of, in the scope of the caller. */
export const KeyedLineItems: Resource<BulkLineItemRecord> = {
  kind: 'line item',
  select: (ctx, reference, lock) =>
    bulkLineItem(
      ctx,
      sql`${
        isUuid(reference)
          ? sql`li.line_item_id = ${reference}`
          : sql`li.activation_id_lower = lower(${reference})`
      } AND ${visibleLineItem(ctx.scope, 'li')}`,
      lock,
    ),
  fromRow: fromBulkRow,
}

/** The line item behind a key that somebody holds; not locked, because taking its copy is exact by itself. */
export async function lineItemOfKey(ctx: QueryContext, key: KeyRecord): Promise<BulkLineItemRecord> {
  const row = await ctx.tx.one<BulkRow>(bulkLineItem(ctx, sql`li.line_item_id = ${key.lineItemId}`, false))
  return fromBulkRow(row)
}

type BulkRow = LineItemRow & Omit<BulkLineItemRecord, 'record'>

function bulkLineItem(ctx: QueryContext, condition: Sql, lock: boolean): Sql {
  return sql`SELECT ${lineItemColumns}, e.kind AS "entitlementKind", e.state AS "entitlementState",
      e.bulk_change_kind AS "bulkChangeKind"
    FROM line_item li
    JOIN entitlement e ON e.tenant_id = li.tenant_id AND e.entitlement_id = li.entitlement_id
    WHERE li.tenant_id = ${ctx.tenantId} AND ${condition} ${lock ? sql`FOR NO KEY UPDATE OF li` : empty}`
}

function fromBulkRow(row: BulkRow): BulkLineItemRecord {
  const { entitlementKind, entitlementState, bulkChangeKind, ...rest } = row
  return { record: lineItemFromRow(rest), entitlementKind, entitlementState, bulkChangeKind }
}

/** Keys of a line item by state. */
export async function countKeys(
  ctx: QueryContext,
  lineItemId: string,
): Promise<Readonly<Record<KeyState, number>>> {
  const rows = await ctx.tx.rows<{
    state: KeyState
    count: number
  }>(sql`SELECT k.state, count(*)::integer AS count
    FROM web_register_key k WHERE k.tenant_id = ${ctx.tenantId} AND k.line_item_id = ${lineItemId} GROUP BY k.state`)
  const counts = { available: 0, redeemed: 0, retired: 0 }
  for (const { state, count } of rows) counts[state] = count
  return counts
}

/** Which of these keys are there already, whatever their case and whose they are. */
export async function takenKeys(ctx: QueryContext, codes: readonly string[]): Promise<readonly string[]> {
  const rows = await ctx.tx.rows<{ code: string }>(sql`SELECT k.key_code AS code FROM web_register_key k
    WHERE k.tenant_id = ${ctx.tenantId} AND k.key_fold = ANY(${codes.map((one) => one.toLowerCase())}::text[])`)
  return rows.map(({ code }) => code)
}

/** Adds keys to a line item whose lock is held. A race for one of them ends as its refusal. */
export async function insertKeys(
  ctx: QueryContext,
  lineItem: LineItemRecord,
  codes: readonly string[],
): Promise<void> {
  const rows = codes.map((code) => ({ id: newId(), code }))
  try {
    await ctx.tx
      .run(sql`INSERT INTO web_register_key (tenant_id, web_register_key_id, key_code, entitlement_id,
        line_item_id, created_by, created_at, updated_at)
      SELECT ${ctx.tenantId}, r.id, r.code, ${lineItem.entitlementId}, ${lineItem.id}, ${ctx.principal.actorName},
        ${ctx.now.toString()}, ${ctx.now.toString()}
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, code text)`)
  } catch (error) {
    if (violatedConstraint(error) !== 'web_register_key__code') throw error
    ctx.refuse(refuse('web-register-key-taken', { keys: codes.slice(0, 5) }))
  }
}

/** Marks a key whose lock is held as redeemed into an entitlement that is written already. */
export async function closeKey(
  ctx: QueryContext,
  key: KeyRecord,
  redeemed: { readonly entitlementId: string; readonly accountId: string },
): Promise<void> {
  await ctx.tx.run(sql`UPDATE web_register_key SET state = 'redeemed', account_id = ${redeemed.accountId},
      redeemed_entitlement_id = ${redeemed.entitlementId}, redeemed_at = ${ctx.now.toString()},
      redeemed_by = ${ctx.principal.actorName}, updated_at = ${ctx.now.toString()}
    WHERE tenant_id = ${ctx.tenantId} AND web_register_key_id = ${key.id} AND state = 'available'`)
}

/** Withdraws a key whose lock is held. */
export async function retireKey(ctx: QueryContext, key: KeyRecord): Promise<void> {
  await ctx.tx.run(sql`UPDATE web_register_key SET state = 'retired', updated_at = ${ctx.now.toString()}
    WHERE tenant_id = ${ctx.tenantId} AND web_register_key_id = ${key.id} AND state = 'available'`)
}

/** The bulk entitlement behind a key that somebody holds, whoever sees it. */
export function bulkEntitlement(ctx: QueryContext, key: KeyRecord): Promise<EntitlementRecord> {
  return ctx.tx.one<EntitlementRecord>(sql`SELECT ${entitlementColumns} FROM entitlement e
    WHERE e.tenant_id = ${ctx.tenantId} AND e.entitlement_id = ${key.entitlementId}`)
}

/** The line item that a key was redeemed into, as far as the caller sees it. */
export async function redeemedLineItem(ctx: QueryContext, key: KeyRecord): Promise<string | null> {
  if (key.redeemedEntitlementId === null) return null
  const row = await ctx.tx.maybe<{ id: string }>(sql`SELECT li.line_item_id AS id FROM line_item li
    WHERE li.tenant_id = ${ctx.tenantId} AND li.entitlement_id = ${key.redeemedEntitlementId}
      AND ${visibleLineItem(ctx.scope, 'li')} ORDER BY li.line_item_id LIMIT 1`)
  return row?.id ?? null
}
