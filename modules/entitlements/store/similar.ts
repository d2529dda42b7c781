import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { Scope } from '@tallystick/kernel/operation/principal.ts'
import sql from 'sql-template-tag'
import { isSimilar } from '../rules/matching.ts'
import { lineItemColumns, lineItemFromRow, type LineItemRecord, type LineItemRow } from './records.ts'
import { visibleLineItem } from './visibility.ts'

/** Line items alike that one account may have: more are not offered. */
const SIMILAR_MAX = 200

/**
 * Line items of an account in which copies of a line item could be pooled, oldest first: alike in all that matters,
 * owned by the account, in a deployed entitlement of the same kind. `seenBy` hides what the caller may not see.
 */
export async function similarLineItems(
  ctx: QueryContext,
  from: LineItemRecord,
  accountId: string,
  seenBy: Scope = { all: true },
): Promise<readonly LineItemRecord[]> {
  const rows = await ctx.tx.rows<LineItemRow>(sql`SELECT ${lineItemColumns} FROM line_item li
    JOIN entitlement e ON e.tenant_id = li.tenant_id AND e.entitlement_id = li.entitlement_id
    WHERE li.tenant_id = ${ctx.tenantId} AND li.sold_to_account_id = ${accountId} AND li.line_item_id <> ${from.id}
      AND li.kind = ${from.kind} AND li.state = ${from.state} AND li.products_label = ${from.productsLabel}
      AND li.license_model_id IS NOT DISTINCT FROM ${from.licenseModelId}::uuid
      AND li.change_kind IS NOT DISTINCT FROM ${from.changeKind}::text
      AND li.attributes = ${JSON.stringify(from.attributes)}::jsonb
      AND li.policies = ${JSON.stringify(from.policies)}::jsonb
      AND (e.kind, coalesce(e.bulk_change_kind, '')) = (SELECT o.kind, coalesce(o.bulk_change_kind, '')
        FROM entitlement o WHERE o.tenant_id = ${ctx.tenantId} AND o.entitlement_id = ${from.entitlementId})
      AND e.state = 'deployed' AND e.entitlement_id <> ${from.entitlementId}
      AND ${visibleLineItem(seenBy, 'li')}
      AND NOT EXISTS (SELECT 1 FROM entitlement_party p WHERE p.tenant_id = li.tenant_id
        AND p.entitlement_id = li.entitlement_id AND p.is_owner AND p.account_id <> ${accountId})
    ORDER BY li.line_item_id LIMIT ${SIMILAR_MAX}`)
  return rows.map(lineItemFromRow).filter((one) => isSimilar(from, one))
}
