import { openPolicies } from '@tallystick/catalog/rules/policies.ts'
import {
  featuresOfProductsJson,
  findExistingProductLine,
  licenseModelJson,
  licenseModelsOf,
  productJson,
  productLinesOf,
  productsForSale,
  resolvePartNumbers,
  type LicenseModelFacts,
} from '@tallystick/catalog/services.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import type { ModelFacts, PartNumberFacts, ProductFacts } from '../rules/sale-facts.ts'
import { gatheredOf, noGoods } from './gathered.ts'

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
  const { partNumbers, products, models, linkedModels, productLines } = gatheredOf(ctx)?.goods ?? noGoods()
  const partNumberRefs = missing(partNumbers, references.partNumbers)
  keep(partNumbers, partNumberRefs, await resolvePartNumbers(ctx, partNumberRefs))
  const assigned = references.partNumbers.flatMap((one) => partNumbers.get(one)?.productId ?? [])
  const productRefs = missing(products, [...references.products, ...assigned])
  keep(products, productRefs, await productsForSale(ctx, productRefs))
  const modelRefs = missing(models, references.models)
  keep(models, modelRefs, (await licenseModelsOf(ctx, modelRefs)).map(completed))
  const linked = [...products.values()].flatMap(({ licenseModelIds }) => licenseModelIds)
  const unread = missing(linkedModels, linked).filter((id) => !models.has(id))
  keep(linkedModels, [], await modelsByKey(ctx, unread))
  const lineRefs = missing(productLines, references.productLines)
  keep(productLines, lineRefs, await productLinesOf(ctx, lineRefs))
  return {
    product: lookUp(products),
    model: lookUp(models, linkedModels),
    partNumber: lookUp(partNumbers),
    productLine: (reference) => lookUp(productLines)(reference).id,
  }
}

/** References that were not looked up yet, each once. */
function missing(known: ReadonlyMap<string, unknown>, references: readonly string[]): string[] {
  return [...new Set(references)].filter((one) => !known.has(one))
}

/** Keeps rows by the references that found them, and by their keys. */
function keep<Row extends { readonly id: string }>(
  known: Map<string, Row>,
  references: readonly string[],
  rows: readonly Row[],
): void {
  for (const row of rows) known.set(row.id, row)
  for (const [at, reference] of references.entries()) {
    const row = rows[at]
    if (row) known.set(reference, row)
  }
}

function lookUp<Row>(known: ReadonlyMap<string, Row>, others?: ReadonlyMap<string, Row>) {
  return (reference: string): Row => {
    const row = known.get(reference) ?? others?.get(reference)
    invariant(row, `The goods ${reference} were not looked up.`)
    return row
  }
}

/** Names of goods by key, without locks, as an import or a file has them. */
export async function publicGoodsNames(
  ctx: QueryContext,
  keys: { readonly products: readonly string[]; readonly productLines: readonly string[] },
): Promise<{ readonly product: (id: string) => string; readonly productLine: (id: string) => string }> {
  const names = gatheredOf(ctx)?.goodsNames ?? new Map<string, string>()
  const productIds = missing(names, keys.products)
  const products =
    productIds.length === 0
      ? []
      : await ctx.tx.rows<{ product: { id: string; name: string; version: string } }>(sql`
          SELECT ${productJson(sql`${ctx.tenantId}::uuid`, sql`k.id`)} AS product
          FROM unnest(${productIds}::uuid[]) AS k(id)`)
  for (const { product } of products) names.set(product.id, `${product.name}@${product.version}`)
  for (const id of missing(names, keys.productLines))
    names.set(id, (await findExistingProductLine(ctx, id))?.ref ?? id)
  const nameOf = (id: string) => names.get(id) ?? id
  return { product: nameOf, productLine: nameOf }
}

/** Models that products are linked to, by key and without locks: nobody chose them yet. */
async function modelsByKey(ctx: QueryContext, ids: readonly string[]): Promise<readonly ModelFacts[]> {
  if (ids.length === 0) return []
  const rows = await ctx.tx.rows<{ model: LicenseModelFacts }>(sql`
    SELECT ${licenseModelJson(sql`${ctx.tenantId}::uuid`, sql`k.id`)} AS model
    FROM unnest(${[...ids]}::uuid[]) AS k(id)`)
  return rows.map(({ model }) => completed(model))
}

function completed(model: LicenseModelFacts): ModelFacts {
  return { ...model, policies: { ...openPolicies, ...model.policies } }
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
