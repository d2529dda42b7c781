import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { visibleLineItem } from './visibility.ts'

/** A line item by its two names. */
export interface NamedLineItem {
  readonly id: string
  readonly activationId: string
}

/**
 * Line items by keys or activation IDs whatever their case, each once. Throws NotFound for the first that the caller
 * does not see.
 */
export async function lineItemKeys(
  ctx: QueryContext,
  references: readonly string[],
): Promise<readonly NamedLineItem[]> {
  const keys = references.filter(isUuid)
  const names = references.filter((one) => !isUuid(one)).map((one) => one.toLowerCase())
  const rows = await ctx.tx
    .rows<NamedLineItem>(sql`SELECT li.line_item_id AS id, li.activation_id AS "activationId"
    FROM line_item li WHERE li.tenant_id = ${ctx.tenantId} AND ${visibleLineItem(ctx.scope, 'li')}
      AND (li.line_item_id = ANY(${keys}::uuid[]) OR li.activation_id_lower = ANY(${names}::text[]))
    ORDER BY li.line_item_id`)
  const found = new Set(rows.flatMap(({ id, activationId }) => [id, activationId.toLowerCase()]))
  const missing = references.find((one) => !found.has(one.toLowerCase()))
  if (missing !== undefined) throw new NotFound('line item', missing)
  return rows
}
