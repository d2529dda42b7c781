import { invariant } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'

/**
 * Locks so many keys of a bulk line item that nobody has redeemed, and answers their own keys; fewer where there are
 * no more. Keys that somebody else holds just now are waited for only if the others do not suffice. To be called
 * before the line item is locked, as redeeming does.
 */
export async function lockFreeKeys(
  ctx: QueryContext,
  lineItemId: string,
  count: number,
): Promise<readonly string[]> {
  const free = (ending: Sql) =>
    ctx.tx.rows<{ id: string }>(sql`SELECT k.web_register_key_id AS id FROM web_register_key k
      WHERE k.tenant_id = ${ctx.tenantId} AND k.line_item_id = ${lineItemId} AND k.state = 'available'
      ORDER BY k.web_register_key_id ${ending}`)
  const at = await free(sql`LIMIT ${count} FOR NO KEY UPDATE SKIP LOCKED`)
  const keys = at.length === count ? at : await free(sql`FOR NO KEY UPDATE`)
  return keys.slice(0, count).map(({ id }) => id)
}

/** Gives locked keys to another bulk line item, in which as many copies have been moved. */
export async function moveKeys(
  ctx: QueryContext,
  keys: readonly string[],
  to: { readonly lineItemId: string; readonly entitlementId: string },
): Promise<void> {
  const moved = await ctx.tx.run(sql`UPDATE web_register_key SET line_item_id = ${to.lineItemId},
      entitlement_id = ${to.entitlementId}, updated_at = ${ctx.now.toString()}
    WHERE tenant_id = ${ctx.tenantId} AND web_register_key_id = ANY(${[...keys]}::uuid[]) AND state = 'available'`)
  invariant(moved === keys.length, 'Keys under lock stay free.')
}
