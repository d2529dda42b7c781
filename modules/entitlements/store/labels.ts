import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'

/** Rows that one statement renames at most, so that no statement holds locks for long. */
const PAGE = 1000

/** Writes the new label of an account wherever it is repeated, in pages. Returns how many rows changed. */
export async function renameSoldTo(ctx: QueryContext, accountId: string, label: string): Promise<number> {
  let changed = 0
  for (const [table, key] of [
    [sql`entitlement`, sql`entitlement_id`],
    [sql`line_item`, sql`line_item_id`],
  ] as const) {
    for (;;) {
      const touched = await ctx.tx.run(sql`UPDATE ${table} SET sold_to_label = ${label}
        WHERE tenant_id = ${ctx.tenantId} AND ${key} IN (SELECT ${key} FROM ${table}
          WHERE tenant_id = ${ctx.tenantId} AND sold_to_account_id = ${accountId} AND sold_to_label <> ${label}
          ORDER BY ${key} LIMIT ${PAGE} FOR NO KEY UPDATE)`)
      changed += touched
      if (touched < PAGE) break
    }
  }
  return changed
}
