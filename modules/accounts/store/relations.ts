import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import type { AccountMention } from '../model.ts'
import { visibleName } from '../visibility.ts'
import { MENTION_COLUMNS } from './accounts.ts'

/** Relates a partner to a customer; false when they already are. */
export async function insertRelation(
  ctx: QueryContext,
  partnerId: string,
  customerId: string,
): Promise<boolean> {
  const added = await ctx.tx
    .run(sql`INSERT INTO account_relation (tenant_id, partner_account_id, customer_account_id)
    VALUES (${ctx.tenantId}, ${partnerId}, ${customerId}) ON CONFLICT DO NOTHING`)
  return added === 1
}

/** Ends a relation; false when there was none. */
export async function deleteRelation(
  ctx: QueryContext,
  partnerId: string,
  customerId: string,
): Promise<boolean> {
  const gone = await ctx.tx.run(sql`DELETE FROM account_relation WHERE tenant_id = ${ctx.tenantId}
    AND partner_account_id = ${partnerId} AND customer_account_id = ${customerId}`)
  return gone === 1
}

/** Removes all relations of accounts, before they are deleted. */
export async function forgetRelations(ctx: QueryContext, ids: readonly string[]): Promise<void> {
  await ctx.tx.run(sql`DELETE FROM account_relation WHERE tenant_id = ${ctx.tenantId}
    AND (partner_account_id = ANY(${ids as string[]}::uuid[]) OR customer_account_id = ANY(${ids as string[]}::uuid[]))`)
}

/** Partners of a customer or customers of a partner. A partner that hides from this caller has no code. */
export function relatedAccounts(
  ctx: QueryContext,
  id: string,
): Promise<(AccountMention & { isWithheld: boolean })[]> {
  const shown = visibleName(ctx.scope, sql`a`)
  return ctx.tx.rows(sql`SELECT ${MENTION_COLUMNS}, ${shown} <> a.name AS "isWithheld"
    FROM account_relation r JOIN account a ON a.tenant_id = r.tenant_id
      AND a.account_id = CASE WHEN r.partner_account_id = ${id} THEN r.customer_account_id ELSE r.partner_account_id END
    WHERE r.tenant_id = ${ctx.tenantId} AND (r.partner_account_id = ${id} OR r.customer_account_id = ${id})
    ORDER BY a.name, a.account_id LIMIT 500`)
}
