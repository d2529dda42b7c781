import sql, { type Sql } from 'sql-template-tag'

/**
 * SQL: whether an ended license `f` is a rehost that policies count: of its own, or when all licenses of its host went
 * to another one. What went to another account left its line item and is none.
 */
const isRehost = sql`(f.support_action = 'rehost' OR (f.support_action = 'transfer' AND EXISTS (
  SELECT 1 FROM fulfillment next WHERE next.tenant_id = f.tenant_id AND next.parent_fulfillment_id = f.fulfillment_id
    AND next.line_item_id = f.line_item_id)))`

/** SQL: whether an ended license `f` was good once: one that was refused on hold never was, and used no policy. */
const wasGood = sql`f.license_text IS NOT NULL`

/** SQL: whether a license `f` is a use of a support act, by its label. `act` is SQL of a text. LIFE-06. */
export function isUseOf(act: string | Sql): Sql {
  if (typeof act !== 'string') {
    return sql`((f.support_action = ${act} AND (${act} <> 'return' OR ${wasGood}))
      OR (${act} = 'rehost' AND ${isRehost}))`
  }
  if (act === 'return') return sql`f.support_action = 'return' AND ${wasGood}`
  if (act !== 'rehost') return sql`f.support_action = ${act}`
  return sql`f.support_action IN ('rehost', 'transfer') AND ${isRehost}`
}
