import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import type { LineItemCounts } from '../model.ts'
import type { CopiesDelta } from '../rules/copies-ledger.ts'
import { copiesRefusal, overdraftRefusal } from '../rules/figures.ts'
import { countColumns } from './records.ts'

/** A change of one line item's figures; `startsOn` is remembered where the line item has no start date yet. */
export type CopiesChange = CopiesDelta & { readonly startsOn?: string | null }

/**
 * SQL: changes the figures of line items, returning `line_item_id` of each that allowed it. For use as a part of a
 * WITH (`WITH changed AS (...)`), so that counting and recording are one round trip.
 *
 * The condition is the fence behind the pure rule: a line item whose limits would be broken is left alone and missing
 * from the answer, so the caller must count the rows against the line items (`changedLineItems`). Behind it stand the
 * CHECKs `line_item__copies_within_limit` and its neighbours. Callers lock before, in the order of the keys. ACT-09.
 *
 * Changes no indexed column (`updated_at` is one), so that the row stays where it is and no index is written.
 */
export function changeCopiesPart(changes: readonly CopiesChange[], tenantId: string): Sql {
  return sql`UPDATE line_item li SET copies_taken = li.copies_taken + t.taken,
      copies_moved = li.copies_moved + t.moved, copies_brought = li.copies_brought + t.brought,
      overdraft_taken = li.overdraft_taken + t.overdraft, starts_on = coalesce(li.starts_on, t.starts_on),
      row_version = li.row_version + 1
    FROM jsonb_to_recordset(${JSON.stringify(summed(changes))}::jsonb)
      AS t(line_item_id uuid, taken integer, moved integer, brought integer, overdraft integer, starts_on date)
    WHERE li.tenant_id = ${tenantId} AND li.line_item_id = t.line_item_id
      AND li.copies_taken::bigint + t.taken >= 0 AND li.copies_moved::bigint + t.moved >= 0
      AND li.copies_taken::bigint + t.taken + li.copies_moved + t.moved
        <= li.copies_total::bigint + li.extra_activations_max
      AND (li.copies_brought IS NULL OR (li.copies_brought::bigint + t.brought <= li.copies_total
        AND li.copies_taken::bigint + t.taken + li.copies_moved + t.moved
          <= li.copies_brought::bigint + t.brought + li.extra_activations_max))
      AND li.overdraft_taken::bigint + t.overdraft BETWEEN 0 AND li.overdraft_max
    RETURNING li.line_item_id`
}

/** How many line items a change concerns: the rows that `changeCopiesPart` must answer. */
export function changedLineItems(changes: readonly CopiesChange[]): number {
  return summed(changes).length
}

/**
 * Changes figures of locked line items, by deltas that a rule has planned. Throws InvariantError when a limit would be
 * broken: the rule, which saw the same figures under the lock, would have been wrong.
 */
export async function changeCopies(ctx: QueryContext, changes: readonly CopiesChange[]): Promise<void> {
  const touched = await ctx.tx.run(changeCopiesPart(changes, ctx.tenantId))
  invariant(touched === changedLineItems(changes), 'A change of copies was planned within its limits.')
}

/** Copies and overdraft of one line item that somebody takes without asking for its lock first. */
export interface CopiesTaken {
  readonly lineItemId: string
  /** From 0; extra activations are taken like all others, once the sold copies are used up. */
  readonly copies: number
  readonly overdraft: number
}

/**
 * Takes copies of line items that replace nothing, or refuses with the figures of the first that has not enough:
 * `insufficient-copies` or `overdraft-exceeded`. All or nothing, because the operation ends with the refusal.
 */
export async function takeCopies(ctx: QueryContext, takes: readonly CopiesTaken[]): Promise<void> {
  const changes = takes.map(({ lineItemId, copies, overdraft }) => {
    invariant(isCount(copies) && isCount(overdraft), 'Copies and overdraft are whole numbers from 0.')
    return { lineItemId, taken: copies, moved: 0, brought: 0, overdraft }
  })
  const rows = await ctx.tx.rows<{ line_item_id: string }>(changeCopiesPart(changes, ctx.tenantId))
  const touched = new Set(rows.map((row) => row.line_item_id))
  const missed = summed(changes).find(({ line_item_id: id }) => !touched.has(id))
  if (missed) await refuseTake(ctx, missed)
}

interface Change {
  readonly line_item_id: string
  readonly taken: number
  readonly moved: number
  readonly brought: number
  readonly overdraft: number
  readonly starts_on: string | null
}

/** One change per line item, because an UPDATE would use only one of several; in the order of the keys. */
function summed(list: readonly CopiesChange[]): readonly Change[] {
  const byId = new Map<string, Change>()
  for (const { lineItemId, taken, moved, brought, overdraft, startsOn } of list) {
    const before = byId.get(lineItemId)
    byId.set(lineItemId, {
      line_item_id: lineItemId,
      taken: (before?.taken ?? 0) + taken,
      moved: (before?.moved ?? 0) + moved,
      brought: (before?.brought ?? 0) + brought,
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
  const counts = await ctx.tx.one<LineItemCounts>(sql`SELECT ${countColumns}
    FROM line_item li WHERE li.tenant_id = ${ctx.tenantId} AND li.line_item_id = ${change.line_item_id}`)
  const refusal = copiesRefusal(counts, change.taken) ?? overdraftRefusal(counts, change.overdraft)
  // Between the two statements somebody may have given copies back: the same request may then succeed.
  return ctx.refuse(refusal ?? refuse('insufficient-copies', { ...counts, requested: change.taken }))
}
