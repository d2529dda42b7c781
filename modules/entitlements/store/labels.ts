import { accountLabelOf } from '@tallystick/accounts/services.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { goodsOf } from './catalog-facts.ts'

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

/** Recomputes every name that line items repeat: accounts, products, versions, part number, license model. */
export async function lineItemLabels(ctx: QueryContext, lineItemIds: readonly string[]): Promise<number> {
  const rows = await ctx.tx.rows<{
    readonly id: string
    readonly products: readonly string[]
    readonly model: string | null
    readonly part: string | null
  }>(sql`SELECT li.line_item_id AS id, li.license_model_id AS model, li.part_number_id AS part,
      ARRAY(SELECT lp.product_id::text FROM line_item_product lp WHERE lp.tenant_id = li.tenant_id
        AND lp.line_item_id = li.line_item_id ORDER BY lp.product_id) AS products
    FROM line_item li WHERE li.tenant_id = ${ctx.tenantId} AND li.line_item_id = ANY(${[...lineItemIds]}::uuid[])
    ORDER BY li.line_item_id FOR NO KEY UPDATE`)
  const goods = await goodsOf(ctx, {
    products: [...new Set(rows.flatMap(({ products }) => products))],
    models: [...new Set(rows.flatMap(({ model }) => model ?? []))],
    partNumbers: [...new Set(rows.flatMap(({ part }) => part ?? []))],
    productLines: [],
  })
  const labels = rows.map(({ id, products, model, part }) => ({
    id,
    products: products.map((one) => goods.product(one).label).join(', '),
    versions: [...new Set(products.map((one) => goods.product(one).version))].join(', '),
    model: model === null ? '' : goods.model(model).name,
    part: part === null ? '' : goods.partNumber(part).code,
  }))
  return ctx.tx.run(sql`UPDATE line_item li SET products_label = t.products, versions_label = t.versions,
      license_model_label = t.model, part_number_label = t.part,
      sold_to_label = ${accountLabelOf(sql`li.tenant_id`, sql`li.sold_to_account_id`)}
    FROM jsonb_to_recordset(${JSON.stringify(labels)}::jsonb)
      AS t(id uuid, products text, versions text, model text, part text)
    WHERE li.tenant_id = ${ctx.tenantId} AND li.line_item_id = t.id`)
}
