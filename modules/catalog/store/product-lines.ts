import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'

/** Whether a product line has this name, whatever its case. */
export async function productLineNamed(ctx: QueryContext, name: string): Promise<boolean> {
  const row = await ctx.tx.maybe(sql`SELECT 1 FROM product_line
    WHERE tenant_id = ${ctx.tenantId} AND lower(name) = lower(${name})`)
  return row !== null
}

/** Adds a product line. The unique name is also a constraint: a race ends there. */
export async function insertProductLine(
  ctx: QueryContext,
  line: { readonly id: string; readonly name: string; readonly description: string },
): Promise<void> {
  await ctx.tx.run(sql`INSERT INTO product_line (tenant_id, product_line_id, name, description)
    VALUES (${ctx.tenantId}, ${line.id}, ${line.name}, ${line.description})`)
}
