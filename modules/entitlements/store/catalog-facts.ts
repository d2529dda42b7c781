import { openPolicies } from '@tallystick/catalog/rules/policies.ts'
import {
  featuresOfProductsJson,
  findExistingProductLine,
  licenseModelJson,
  licenseModelOf,
  productJson,
  productLineOf,
  productsForSale,
  resolvePartNumber,
  type LicenseModelFacts,
} from '@tallystick/catalog/services.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
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
  readonly product: (reference: string) => ProductFacts
  readonly model: (reference: string) => ModelFacts
  readonly partNumber: (reference: string) => PartNumberFacts
  /** The key of a product line. */
  readonly productLine: (reference: string) => string
}

/**
 * Finds the goods behind all references of a command, with the models of the products, and keeps their states
 * as they are until it ends. Refuses `reference-unknown` and `reference-ambiguous`.
 */
export async function goodsOf(ctx: QueryContext, references: GoodsReferences): Promise<Goods> {
  const partNumbers = await partNumbersOf(ctx, references.partNumbers)
  const productRefs = unique([
    ...references.products,
    ...partNumbers.flatMap(({ productId }) => productId ?? []),
  ])
  const products = await productsForSale(ctx, productRefs)
  const models = await modelsOf(
    ctx,
    references.models,
    products.flatMap(({ licenseModelIds }) => licenseModelIds),
  )
  const lines = await productLinesOf(ctx, references.productLines)
  const productOf = lookUp(productRefs, products)
  const modelOf = lookUp(references.models, models)
  const partNumberOf = lookUp(references.partNumbers, partNumbers)
  const lineOf = lookUp(references.productLines, lines)
  return {
    product: productOf,
    model: modelOf,
    partNumber: partNumberOf,
    productLine: (reference) => lineOf(reference).id,
  }
}

/** Rows by the reference that found them, and by their keys. */
function lookUp<Row extends { readonly id: string }>(references: readonly string[], rows: readonly Row[]) {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const byReference = new Map(references.map((reference, at) => [reference, rows[at]]))
  return (reference: string): Row => {
    const row = byReference.get(reference) ?? byId.get(reference)
    invariant(row, `The goods ${reference} were not looked up.`)
    return row
  }
}

function unique(references: readonly string[]): string[] {
  return [...new Set(references)]
}

/** Names of goods by key, without locks, as an import or a file has them. */
export async function publicGoodsNames(
  ctx: QueryContext,
  keys: { readonly products: readonly string[]; readonly productLines: readonly string[] },
): Promise<{ readonly product: (id: string) => string; readonly productLine: (id: string) => string }> {
  const products = await ctx.tx.rows<{ product: { id: string; name: string; version: string } }>(sql`
    SELECT ${productJson(sql`${ctx.tenantId}::uuid`, sql`k.id`)} AS product
    FROM unnest(${[...keys.products]}::uuid[]) AS k(id)`)
  const byId = new Map(products.map(({ product }) => [product.id, `${product.name}@${product.version}`]))
  const lines = new Map<string, string>()
  for (const id of new Set(keys.productLines))
    lines.set(id, (await findExistingProductLine(ctx, id))?.ref ?? id)
  return { product: (id) => byId.get(id) ?? id, productLine: (id) => lines.get(id) ?? id }
}

/** Models by name are few in one command; those that products are linked to come in one statement. */
async function modelsOf(
  ctx: QueryContext,
  references: readonly string[],
  linkedIds: readonly string[],
): Promise<readonly ModelFacts[]> {
  const named: LicenseModelFacts[] = []
  for (const reference of references) named.push(await licenseModelOf(ctx, reference))
  const missing = [...new Set(linkedIds)].filter((id) => !named.some((model) => model.id === id))
  const linked =
    missing.length === 0
      ? []
      : await ctx.tx.rows<{ model: LicenseModelFacts }>(sql`
          SELECT ${licenseModelJson(sql`${ctx.tenantId}::uuid`, sql`k.id`)} AS model
          FROM unnest(${missing}::uuid[]) AS k(id)`)
  return [...named, ...linked.map(({ model }) => model)].map((model) => ({
    ...model,
    technology: TECHNOLOGY,
    policies: { ...openPolicies, ...model.policies },
  }))
}

/** The one technology that license models have so far. */
const TECHNOLOGY = 'certificate'

async function partNumbersOf(
  ctx: QueryContext,
  references: readonly string[],
): Promise<readonly PartNumberFacts[]> {
  const found: PartNumberFacts[] = []
  for (const reference of references) found.push(await resolvePartNumber(ctx, reference))
  return found
}

async function productLinesOf(ctx: QueryContext, references: readonly string[]) {
  const found: { readonly id: string; readonly name: string }[] = []
  for (const reference of references) found.push(await productLineOf(ctx, reference))
  return found
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
