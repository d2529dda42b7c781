import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { usersRestrictedTo } from '@tallystick/accounts/services.ts'
import sql from 'sql-template-tag'
import type { ProductLineUses } from '../rules/product-lines.ts'

/** Adds a product line. The unique name is also a constraint: a race ends there. */
export async function insertProductLine(
  ctx: QueryContext,
  line: { readonly id: string; readonly name: string; readonly description: string },
): Promise<void> {
  await ctx.tx.run(sql`INSERT INTO product_line (tenant_id, product_line_id, name, description)
    VALUES (${ctx.tenantId}, ${line.id}, ${line.name}, ${line.description})`)
}

/** A product line as it is stored. */
export interface ProductLine {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly rowVersion: number
}

/** Reads one product line. Caller found it. */
export function readProductLine(ctx: QueryContext, id: string): Promise<ProductLine> {
  return ctx.tx
    .one<ProductLine>(sql`SELECT product_line_id AS id, name, description, created_at AS "createdAt",
      updated_at AS "updatedAt", row_version AS "rowVersion"
    FROM product_line WHERE tenant_id = ${ctx.tenantId} AND product_line_id = ${id}`)
}

/** Writes name and description. Caller holds the lock. Returns the new row version. */
export async function replaceProductLine(
  ctx: QueryContext,
  id: string,
  fields: { readonly name: string; readonly description: string },
): Promise<number> {
  const row = await ctx.tx.one<{ row_version: number }>(sql`UPDATE product_line SET name = ${fields.name},
      description = ${fields.description}, updated_at = ${ctx.now.toString()}, row_version = row_version + 1
    WHERE tenant_id = ${ctx.tenantId} AND product_line_id = ${id} RETURNING row_version`)
  return row.row_version
}

/** How much belongs to a product line; line items are counted up to 1,000 through `sold_goods`. */
export function lineUses(ctx: QueryContext, id: string): Promise<ProductLineUses> {
  return ctx.tx.one<ProductLineUses>(sql`SELECT
    (SELECT count(*) FROM product WHERE tenant_id = ${ctx.tenantId} AND product_line_id = ${id}) AS products,
    ${usersRestrictedTo(sql`${ctx.tenantId}::uuid`, sql`${id}::uuid`)} AS users,
    (SELECT count(*) FROM (SELECT 1 FROM sold_goods WHERE tenant_id = ${ctx.tenantId}
      AND goods_kind = 'product-line' AND goods_id = ${id} LIMIT 1000) AS counted) AS "lineItems"`)
}
