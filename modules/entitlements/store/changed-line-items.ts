import { productJson } from '@tallystick/catalog/services.ts'
import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { empty } from 'sql-template-tag'
import type { EntitlementKind } from '../model.ts'
import type { ChangedProduct } from '../rules/line-item-changes.ts'
import { lineItemColumns, lineItemFromRow, type LineItemRecord, type LineItemRow } from './records.ts'
import { visibleLineItem } from './visibility.ts'

/** A line item that shall be replaced, with what the rules ask of it. */
export interface ReplacedLineItem {
  readonly record: LineItemRecord
  readonly entitlementKind: EntitlementKind
  readonly products: readonly ChangedProduct[]
  readonly hasDatedVersions: boolean
}

type Row = LineItemRow &
  Omit<ReplacedLineItem, 'record' | 'products'> & { readonly changed: ChangedProduct[] }

/**
 * Finds line items by keys or activation IDs that shall be replaced, in the order of the references; locks them in
 * the order of their keys when asked. Throws NotFound for the first that the caller does not see.
 */
export async function replacedLineItems(
  ctx: QueryContext,
  references: readonly string[],
  lock: boolean,
): Promise<readonly ReplacedLineItem[]> {
  if (references.length === 0) return []
  const rows = await ctx.tx.rows<Row>(sql`SELECT ${lineItemColumns}, e.kind AS "entitlementKind",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.goods ->> 'id', 'label', g.goods ->> 'label')
          ORDER BY g.goods ->> 'id'), '[]') FROM (${goods}) AS g) AS "changed",
      EXISTS (SELECT 1 FROM (${goods}) AS g CROSS JOIN LATERAL jsonb_array_elements(g.goods -> 'features') AS f(feature)
        WHERE f.feature ->> 'versionFormat' = 'date-based') AS "hasDatedVersions"
    FROM line_item li
    JOIN entitlement e ON e.tenant_id = li.tenant_id AND e.entitlement_id = li.entitlement_id
    WHERE li.tenant_id = ${ctx.tenantId} AND ${visibleLineItem(ctx.scope, 'li')}
      AND (li.line_item_id = ANY(${references.filter(isUuid)}::uuid[])
        OR li.activation_id_lower = ANY(${references.map((one) => one.toLowerCase())}::text[]))
    ORDER BY li.line_item_id ${lock ? sql`FOR NO KEY UPDATE OF li` : empty}`)
  const found = rows.map(fromRow)
  return references.map((reference) => {
    const wanted = reference.toLowerCase()
    const one = found.find(
      ({ record }) => record.id === wanted || record.activationId.toLowerCase() === wanted,
    )
    if (!one) throw new NotFound('line item', reference)
    return one
  })
}

const goods = sql`SELECT ${productJson(sql`lp.tenant_id`, sql`lp.product_id`)} AS goods
  FROM line_item_product lp WHERE lp.tenant_id = li.tenant_id AND lp.line_item_id = li.line_item_id`

function fromRow(row: Row): ReplacedLineItem {
  const { entitlementKind, changed, hasDatedVersions, ...rest } = row
  return { record: lineItemFromRow(rest), entitlementKind, products: changed, hasDatedVersions }
}

/** Whether any of these products has a feature whose version is a date. */
export async function haveDatedVersions(ctx: QueryContext, productIds: readonly string[]): Promise<boolean> {
  const row = await ctx.tx.maybe(sql`SELECT 1 FROM unnest(${[...productIds]}::uuid[]) AS k(id)
    CROSS JOIN LATERAL jsonb_array_elements(${productJson(sql`${ctx.tenantId}::uuid`, sql`k.id`)} -> 'features') AS f(feature)
    WHERE f.feature ->> 'versionFormat' = 'date-based' LIMIT 1`)
  return row !== null
}
