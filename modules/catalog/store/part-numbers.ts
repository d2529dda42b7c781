import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { AttributeValues } from '@tallystick/settings/model.ts'
import sql from 'sql-template-tag'
import { productLabel } from './flattened.ts'

/** A part number with what it resolves to, as people read it. */
export interface PartNumber {
  readonly id: string
  readonly code: string
  readonly description: string
  readonly customAttributes: AttributeValues
  readonly productId: string | null
  readonly productRef: string | null
  readonly productLabel: string | null
  readonly licenseModelId: string | null
  readonly licenseModel: string | null
  readonly createdAt: string
  readonly updatedAt: string
  readonly rowVersion: number
}

/** Reads one part number. Caller found it. */
export async function readPartNumber(ctx: QueryContext, id: string): Promise<PartNumber> {
  const [row] = await readPartNumbers(ctx, [id])
  invariant(row, 'A part number that was found is there.')
  return row
}

/** Reads part numbers by their keys, in no order. */
export async function readPartNumbers(ctx: QueryContext, ids: readonly string[]): Promise<PartNumber[]> {
  if (ids.length === 0) return []
  return ctx.tx.rows<PartNumber>(sql`SELECT n.part_number_id AS id, n.code, n.description,
      n.custom_attributes AS "customAttributes",
      n.product_id AS "productId", p.name || '@' || p.version AS "productRef",
      ${productLabel(sql`p`)} AS "productLabel", n.license_model_id AS "licenseModelId",
      m.name AS "licenseModel", n.created_at AS "createdAt", n.updated_at AS "updatedAt",
      n.row_version AS "rowVersion"
    FROM part_number n
    LEFT JOIN product p ON p.tenant_id = n.tenant_id AND p.product_id = n.product_id
    LEFT JOIN license_model m ON m.tenant_id = n.tenant_id AND m.license_model_id = n.license_model_id
    WHERE n.tenant_id = ${ctx.tenantId} AND n.part_number_id = ANY(${[...ids]}::uuid[])`)
}

/** Fields of a part number with keys instead of names. */
export interface PartNumberRow {
  readonly id: string
  readonly code: string
  readonly description: string
  readonly customAttributes: AttributeValues
  readonly productId: string | null
  readonly licenseModelId: string | null
}

/** Adds a part number. */
export async function insertPartNumber(ctx: QueryContext, row: PartNumberRow): Promise<void> {
  await ctx.tx.run(sql`INSERT INTO part_number (tenant_id, part_number_id, code, description, product_id,
      license_model_id, custom_attributes, created_at, updated_at)
    VALUES (${ctx.tenantId}, ${row.id}, ${row.code}, ${row.description}, ${row.productId},
      ${row.licenseModelId}, ${JSON.stringify(row.customAttributes)}::jsonb,
      ${ctx.now.toString()}, ${ctx.now.toString()})`)
}

/** Writes all fields of a part number. Caller holds its lock. */
export async function updatePartNumber(ctx: QueryContext, row: PartNumberRow): Promise<number> {
  const { row_version: rowVersion } = await ctx.tx.one<{ row_version: number }>(sql`UPDATE part_number
    SET code = ${row.code}, description = ${row.description}, product_id = ${row.productId},
      license_model_id = ${row.licenseModelId}, custom_attributes = ${JSON.stringify(row.customAttributes)}::jsonb,
      updated_at = ${ctx.now.toString()},
      row_version = row_version + 1
    WHERE tenant_id = ${ctx.tenantId} AND part_number_id = ${row.id} RETURNING row_version`)
  return rowVersion
}

/** Whether a product may be sold with a license model. */
export async function productHasModel(
  ctx: QueryContext,
  productId: string,
  licenseModelId: string,
): Promise<boolean> {
  const row = await ctx.tx.maybe(sql`SELECT 1 FROM product_license_model WHERE tenant_id = ${ctx.tenantId}
    AND product_id = ${productId} AND license_model_id = ${licenseModelId}`)
  return row !== null
}

/**
 * Makes exactly these codes resolve to a product: unknown codes are added, missing ones become unassigned.
 * Ends with `part-number-mapped` when a code belongs to another product.
 */
export async function replacePartNumbers(
  ctx: QueryContext,
  productId: string,
  wanted: readonly { readonly code: string; readonly licenseModelId: string | null }[],
): Promise<void> {
  const codes = wanted.map((one) => one.code.toLowerCase())
  const rows = await ctx.tx.rows<{
    code: string
    product_id: string | null
    license_model_id: string | null
  }>(
    sql`SELECT code, product_id, license_model_id FROM part_number
      WHERE tenant_id = ${ctx.tenantId} AND (product_id = ${productId} OR lower(code) = ANY(${codes}::text[]))
      ORDER BY part_number_id FOR UPDATE`,
  )
  const foreign = rows.find((row) => row.product_id !== null && row.product_id !== productId)
  if (foreign) ctx.refuse(refuse('part-number-mapped', { code: foreign.code }))
  await ctx.tx.run(sql`UPDATE part_number SET product_id = NULL, license_model_id = NULL,
      updated_at = ${ctx.now.toString()}, row_version = row_version + 1
    WHERE tenant_id = ${ctx.tenantId} AND product_id = ${productId} AND lower(code) <> ALL(${codes}::text[])`)
  const isThere = (one: { readonly code: string; readonly licenseModelId: string | null }) =>
    rows.some(
      (row) =>
        row.code.toLowerCase() === one.code.toLowerCase() &&
        row.product_id === productId &&
        row.license_model_id === one.licenseModelId,
    )
  await assignCodes(
    ctx,
    productId,
    wanted.filter((one) => !isThere(one)),
  )
}

/** Adds or maps codes. One that another product took in the meantime is refused: the index found it. */
async function assignCodes(
  ctx: QueryContext,
  productId: string,
  given: readonly { readonly code: string; readonly licenseModelId: string | null }[],
): Promise<void> {
  if (given.length === 0) return
  const codes = given.map((one) => one.code)
  const written = await ctx.tx.run(sql`INSERT INTO part_number (tenant_id, part_number_id, code, product_id,
      license_model_id, created_at, updated_at)
    SELECT ${ctx.tenantId}::uuid, given.id, given.code, ${productId}::uuid, given.model,
      ${ctx.now.toString()}::timestamptz, ${ctx.now.toString()}::timestamptz
    FROM unnest(${given.map(() => newId())}::uuid[], ${codes}::text[],
      ${given.map((one) => one.licenseModelId)}::uuid[]) AS given (id, code, model)
    ON CONFLICT (tenant_id, lower(code)) DO UPDATE SET product_id = excluded.product_id,
      license_model_id = excluded.license_model_id, updated_at = excluded.updated_at,
      row_version = part_number.row_version + 1
    WHERE part_number.product_id IS NULL OR part_number.product_id = excluded.product_id`)
  if (written < given.length) ctx.refuse(refuse('part-number-mapped', { code: codes.join(', ') }))
}
