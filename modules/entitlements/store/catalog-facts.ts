import { openPolicies, type ModelPolicies } from '@tallystick/catalog/rules/policies.ts'
import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import { featuresOfProductsJson, productJson } from '../../catalog/store/flattened.ts'
import type { ModelFacts, PartNumberFacts, ProductFacts } from '../rules/sale-facts.ts'

/** References of line items, as they were written. */
export interface GoodsReferences {
  readonly products: readonly string[]
  readonly models: readonly string[]
  readonly partNumbers: readonly string[]
  readonly productLines: readonly string[]
}

/** The goods behind references; every reference that was asked for is there. */
export interface Goods {
  product(reference: string): ProductFacts
  model(reference: string): ModelFacts
  partNumber(reference: string): PartNumberFacts
  /** The key of a product line, and its name. */
  productLine(reference: string): string
  productLineName(reference: string): string
}

/** Finds the goods behind all references of a command, with the models of the products. */
export async function goodsOf(ctx: QueryContext, references: GoodsReferences): Promise<Goods> {
  const partNumbers = await partNumbersOf(ctx, references.partNumbers)
  const products = await productsOf(ctx, [
    ...references.products,
    ...partNumbers.flatMap(({ productId }) => productId ?? []),
  ])
  const models = await modelsOf(ctx, [
    ...references.models,
    ...products.flatMap(({ licenseModelIds }) => licenseModelIds),
  ])
  const lines = await productLinesOf(ctx, references.productLines)
  return {
    product: (reference) => pick('product', products, reference, ({ ref }) => ref),
    model: (reference) => pick('license model', models, reference, ({ name }) => name),
    partNumber: (reference) => pick('part number', partNumbers, reference, ({ code }) => code),
    productLine: (reference) => pick('product line', lines, reference, ({ name }) => name).id,
    productLineName: (reference) => pick('product line', lines, reference, ({ name }) => name).name,
  }
}

function pick<Row extends { readonly id: string }>(
  noun: string,
  rows: readonly Row[],
  reference: string,
  nameOf: (row: Row) => string,
): Row {
  const wanted = reference.toLowerCase()
  const found = rows.find((row) => row.id === wanted || nameOf(row).toLowerCase() === wanted)
  if (!found) throw new NotFound(noun, reference)
  return found
}

async function productsOf(ctx: QueryContext, references: readonly string[]): Promise<readonly ProductFacts[]> {
  if (references.length === 0) return []
  const { ids, names } = split(references)
  return ctx.tx.rows<ProductFacts>(sql`SELECT p.product_id AS id, p.name || '@' || p.version AS ref, p.kind, p.name,
      p.version, rtrim(p.name || ' ' || p.version) AS label, p.state, p.product_line_id AS "productLineId",
      ARRAY(SELECT pm.license_model_id::text FROM product_license_model pm
        WHERE pm.tenant_id = p.tenant_id AND pm.product_id = p.product_id) AS "licenseModelIds"
    FROM product p WHERE p.tenant_id = ${ctx.tenantId}
      AND (p.product_id = ANY(${ids}::uuid[]) OR lower(p.name || '@' || p.version) = ANY(${names}::text[]))`)
}

async function modelsOf(ctx: QueryContext, references: readonly string[]): Promise<readonly ModelFacts[]> {
  if (references.length === 0) return []
  const { ids, names } = split(references)
  const rows = await ctx.tx.rows<ModelFacts>(sql`SELECT license_model_id AS id, name, technology, kind, state,
      attributes, policies, expiration FROM license_model WHERE tenant_id = ${ctx.tenantId}
      AND (license_model_id = ANY(${ids}::uuid[]) OR lower(name) = ANY(${names}::text[]))`)
  return rows.map((row) => ({ ...row, policies: { ...openPolicies, ...(row.policies as Partial<ModelPolicies>) } }))
}

async function partNumbersOf(ctx: QueryContext, references: readonly string[]): Promise<readonly PartNumberFacts[]> {
  if (references.length === 0) return []
  const { ids, names } = split(references)
  return ctx.tx.rows<PartNumberFacts>(sql`SELECT part_number_id AS id, code, product_id AS "productId",
      license_model_id AS "licenseModelId" FROM part_number WHERE tenant_id = ${ctx.tenantId}
      AND (part_number_id = ANY(${ids}::uuid[]) OR lower(code) = ANY(${names}::text[]))`)
}

async function productLinesOf(ctx: QueryContext, references: readonly string[]) {
  if (references.length === 0) return []
  const { ids, names } = split(references)
  return ctx.tx.rows<{ id: string; name: string }>(sql`SELECT product_line_id AS id, name FROM product_line
    WHERE tenant_id = ${ctx.tenantId}
      AND (product_line_id = ANY(${ids}::uuid[]) OR lower(name) = ANY(${names}::text[]))`)
}

function split(references: readonly string[]) {
  return { ids: references.filter(isUuid), names: references.map((one) => one.toLowerCase()) }
}

/** The products of a line item with their quantity per copy, and the features of one copy of each. */
export async function soldProductsOf(ctx: QueryContext, lineItemId: string): Promise<SoldProduct[]> {
  const rows = await ctx.tx.rows<{ quantity: number; product: Omit<SoldProduct, 'quantity'> }>(sql`
    SELECT lp.quantity, ${productJson(sql`lp.tenant_id`, sql`lp.product_id`)} AS product
    FROM line_item_product lp WHERE lp.tenant_id = ${ctx.tenantId} AND lp.line_item_id = ${lineItemId}
    ORDER BY lp.product_id`)
  return rows.map(({ quantity, product: { id, name, version, features } }) => ({
    id,
    name,
    version,
    quantity,
    features,
  }))
}

/** A product of a line item. `version` of a feature is null when it is date-based. */
export interface SoldProduct {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly quantity: number
  readonly features: { readonly name: string; readonly version: string | null; readonly count: number }[]
}

/** SQL: the features of a line item as texts `name version`, for a row of a list. */
export function featureTexts(tenant: Sql, lineItem: Sql): Sql {
  return sql`ARRAY(SELECT DISTINCT rtrim((f.feature ->> 'name') || ' ' || coalesce(f.feature ->> 'version', ''))
    FROM line_item_product lp
    CROSS JOIN LATERAL jsonb_array_elements(
      ${featuresOfProductsJson(sql`lp.tenant_id`, sql`lp.product_id`)}) AS f(feature)
    WHERE lp.tenant_id = ${tenant} AND lp.line_item_id = ${lineItem} ORDER BY 1)`
}
