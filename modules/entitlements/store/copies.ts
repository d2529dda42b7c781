import { violatedConstraint } from '@tallystick/kernel/db/pool.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import { copiesRefusal, overdraftRefusal } from '../rules/figures.ts'

/** Copies of one line item that an activation takes. */
export interface CopiesTaken {
  readonly lineItemId: string
  /** From 0; extra activations are taken like all others, once the sold copies are used up. */
  readonly copies: number
  readonly overdraft: number
  /** Start date to be remembered where the line item has none yet; null leaves it as it is. */
  readonly startsOn: string | null
}

/** Copies of one line item that come back. */
export type CopiesGiven = Omit<CopiesTaken, 'startsOn'>

/**
 * SQL: takes copies of line items, returning `line_item_id` of each that still had them. For use as a part
 * of a WITH (`WITH taken AS (...)`), so that taking and recording are one round trip.
 *
 * The condition is the fence behind the pure rule: a line item without enough copies is left alone and missing
 * from the answer, so the caller must count the rows against the line items (takes of one line item are added
 * up). Behind it stands the CHECK `line_item__copies_within_limit`. Callers that lock before must do so in the
 * order of the keys. ACT-09.
 *
 * Changes no indexed column (`updated_at` is one), so that the row stays where it is and no index is written.
 */
export function takeCopiesPart(takes: readonly CopiesTaken[], tenantId: string): Sql {
  return sql`UPDATE line_item li SET copies_taken = li.copies_taken + t.copies,
      overdraft_taken = li.overdraft_taken + t.overdraft, starts_on = coalesce(li.starts_on, t.starts_on),
      row_version = li.row_version + 1
    FROM ${changes(takes)}
    WHERE li.tenant_id = ${tenantId} AND li.line_item_id = t.line_item_id
      AND li.copies_taken::bigint + t.copies <= li.copies_total::bigint + li.extra_activations_max
      AND li.overdraft_taken::bigint + t.overdraft <= li.overdraft_max
    RETURNING li.line_item_id`
}

/**
 * Takes copies, or refuses with the figures of the first line item that has not enough: `insufficient-copies`
 * or `overdraft-exceeded`. All or nothing, because the operation ends with the refusal.
 */
export async function takeCopies(ctx: QueryContext, takes: readonly CopiesTaken[]): Promise<void> {
  const rows = await ctx.tx.rows<{ line_item_id: string }>(takeCopiesPart(takes, ctx.tenantId))
  const touched = new Set(rows.map((row) => row.line_item_id))
  const missed = summed(takes).find(({ line_item_id: id }) => !touched.has(id))
  if (missed) await refuseTake(ctx, missed)
}

/** SQL: gives copies back, returning `line_item_id`; never below 0. The counterpart of `takeCopiesPart`. */
export function giveBackCopiesPart(gives: readonly CopiesGiven[], tenantId: string): Sql {
  return sql`UPDATE line_item li SET copies_taken = li.copies_taken - t.copies,
      overdraft_taken = li.overdraft_taken - t.overdraft, row_version = li.row_version + 1
    FROM ${changes(gives)}
    WHERE li.tenant_id = ${tenantId} AND li.line_item_id = t.line_item_id
      AND li.copies_taken >= t.copies AND li.overdraft_taken >= t.overdraft
    RETURNING li.line_item_id`
}

/** Gives copies back. Throws InvariantError when more come back than were taken: that is a bug. */
export async function giveBackCopies(ctx: QueryContext, gives: readonly CopiesGiven[]): Promise<void> {
  const touched = await ctx.tx.run(giveBackCopiesPart(gives, ctx.tenantId))
  invariant(touched === summed(gives).length, 'More copies came back than were taken.')
}

/**
 * Moves taken copies from one line item to another in one statement: for upgrades, whose copies arrive in the
 * child as they leave the parent. Refuses like `takeCopies` when the target has no room.
 */
export async function moveCopies(
  ctx: QueryContext,
  move: {
    readonly fromLineItemId: string
    readonly toLineItemId: string
    readonly copies: number
    readonly overdraft: number
  },
): Promise<void> {
  const { copies, overdraft, fromLineItemId, toLineItemId } = move
  const lines = JSON.stringify([
    { line_item_id: fromLineItemId, copies: -copies, overdraft: -overdraft },
    { line_item_id: toLineItemId, copies, overdraft },
  ])
  const rows = await ctx.tx.rows<{ line_item_id: string }>(sql`UPDATE line_item li
    SET copies_taken = li.copies_taken + t.copies, overdraft_taken = li.overdraft_taken + t.overdraft,
      row_version = li.row_version + 1
    FROM jsonb_to_recordset(${lines}::jsonb) AS t(line_item_id uuid, copies integer, overdraft integer)
    WHERE li.tenant_id = ${ctx.tenantId} AND li.line_item_id = t.line_item_id
      AND li.copies_taken::bigint + t.copies BETWEEN 0 AND li.copies_total::bigint + li.extra_activations_max
      AND li.overdraft_taken::bigint + t.overdraft BETWEEN 0 AND li.overdraft_max
    RETURNING li.line_item_id`)
  const touched = new Set(rows.map((row) => row.line_item_id))
  invariant(touched.has(fromLineItemId), 'More copies were to move than were taken.')
  if (!touched.has(toLineItemId)) {
    await refuseTake(ctx, { line_item_id: toLineItemId, copies, overdraft, starts_on: null })
  }
}

/** Whether an error is the last fence: the CHECK on the counts of a line item. */
export function isCopiesFence(error: unknown): boolean {
  const constraint = violatedConstraint(error)
  return constraint === 'line_item__copies_within_limit' || constraint === 'line_item__overdraft_within_limit'
}

interface Change {
  readonly line_item_id: string
  readonly copies: number
  readonly overdraft: number
  readonly starts_on: string | null
}

/** Changes as rows `t`, one per line item: an UPDATE would use only one of several. */
function changes(list: readonly (CopiesGiven & { readonly startsOn?: string | null })[]): Sql {
  return sql`jsonb_to_recordset(${JSON.stringify(summed(list))}::jsonb)
    AS t(line_item_id uuid, copies integer, overdraft integer, starts_on date)`
}

/** One change per line item, in the order of the keys. Throws InvariantError for counts that are none. */
function summed(list: readonly (CopiesGiven & { readonly startsOn?: string | null })[]): readonly Change[] {
  const byId = new Map<string, Change>()
  for (const { lineItemId, copies, overdraft, startsOn } of list) {
    invariant(isCount(copies) && isCount(overdraft), 'Copies and overdraft are whole numbers from 0.')
    const before = byId.get(lineItemId)
    byId.set(lineItemId, {
      line_item_id: lineItemId,
      copies: (before?.copies ?? 0) + copies,
      overdraft: (before?.overdraft ?? 0) + overdraft,
      starts_on: before?.starts_on ?? startsOn ?? null,
    })
  }
  return [...byId.values()].toSorted((one, other) => (one.line_item_id < other.line_item_id ? -1 : 1))
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 2_147_483_647
}

/** Says with present figures why copies could not be taken. */
async function refuseTake(ctx: QueryContext, change: Change): Promise<never> {
  const counts = await ctx.tx.one<
    Parameters<typeof copiesRefusal>[0]
  >(sql`SELECT copies_total AS "copiesTotal",
      copies_taken AS "copiesTaken", extra_activations_max AS "extraActivationsMax",
      overdraft_max AS "overdraftMax", overdraft_taken AS "overdraftTaken"
    FROM line_item WHERE tenant_id = ${ctx.tenantId} AND line_item_id = ${change.line_item_id}`)
  const refusal = copiesRefusal(counts, change.copies) ?? overdraftRefusal(counts, change.overdraft)
  // Between the two statements somebody may have given copies back: the same request may then succeed.
  return ctx.refuse(refusal ?? refuse('insufficient-copies', { ...counts, requested: change.copies }))
}
