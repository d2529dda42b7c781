import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import type { CatalogState, GoodsKind, ProductKind } from './model.ts'
import type { AttributeSettings } from './rules/model-attributes.ts'
import type { LicenseKind } from './rules/license-kinds.ts'
import type { ModelExpiration, ModelPolicies } from './rules/policies.ts'
import { licenseModelJson, productLabel } from './store/flattened.ts'
import { readPartNumbers } from './store/part-numbers.ts'
import { readProductLine } from './store/product-lines.ts'
import { findNamed, findNamedOrNull, resolve, type Found } from './store/references.ts'

export { featuresOfProductsJson, licenseModelJson, productJson } from './store/flattened.ts'
export { stepsTo, targetsOf } from './store/relations.ts'

/** A product, suite or maintenance plan as a line item needs it. */
export interface ProductForSale {
  readonly id: string
  readonly kind: ProductKind
  readonly name: string
  readonly version: string
  /** `Name Version`. */
  readonly label: string
  /** `name@version`. */
  readonly ref: string
  readonly state: CatalogState
  readonly productLineId: string | null
  /** License models that it may be sold with. */
  readonly licenseModelIds: readonly string[]
  readonly allowsUpgrades: boolean
  readonly allowsUpsells: boolean
  readonly allowsRenewals: boolean
}

/**
 * The products behind references (key, `name@version`, or a name that is unique), in the order asked.
 *
 * They are locked against changes of their state until the transaction ends, so that a line item cannot slip
 * past an inactivation. Refuses `reference-unknown` and `reference-ambiguous`; states are the caller's rule.
 */
export async function productsForSale(
  ctx: QueryContext,
  refs: readonly string[],
): Promise<readonly ProductForSale[]> {
  if (refs.length === 0) return []
  const found = await resolve(ctx, 'product', refs, 'products')
  const ids = [...new Set([...found.values()].map((one) => one.id))]
  const rows = await ctx.tx.rows<
    Omit<ProductForSale, 'label' | 'ref'>
  >(sql`SELECT p.product_id AS id, p.kind, p.name,
      p.version, p.state, p.product_line_id AS "productLineId", p.allows_upgrades AS "allowsUpgrades",
      p.allows_upsells AS "allowsUpsells", p.allows_renewals AS "allowsRenewals",
      ARRAY(SELECT pm.license_model_id::text FROM product_license_model pm
        WHERE pm.tenant_id = p.tenant_id AND pm.product_id = p.product_id
        ORDER BY pm.license_model_id) AS "licenseModelIds"
    FROM product p WHERE p.tenant_id = ${ctx.tenantId} AND p.product_id = ANY(${ids}::uuid[])`)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return refs.flatMap((ref) => {
    const named = found.get(ref)
    const row = named && byId.get(named.id)
    return row ? [{ ...row, label: named.label, ref: named.ref }] : []
  })
}

/** What a part number resolves to; nulls for an unassigned one. Its code may be ordered, or it may not. */
export interface ResolvedPartNumber {
  readonly id: string
  readonly code: string
  readonly productId: string | null
  readonly licenseModelId: string | null
}

/**
 * Resolves part numbers by keys or codes, whatever their case, in the order asked. Refuses `reference-unknown`.
 */
export async function resolvePartNumbers(
  ctx: QueryContext,
  refs: readonly string[],
): Promise<readonly ResolvedPartNumber[]> {
  const found = await resolve(ctx, 'part-number', refs, 'partNumber')
  const rows = await readPartNumbers(ctx, keysOf(found))
  const byId = new Map(rows.map((row) => [row.id, row]))
  return refs.flatMap((ref) => {
    const row = byId.get(found.get(ref)?.id ?? '')
    if (!row) return []
    const { id, code, productId, licenseModelId } = row
    return [{ id, code, productId, licenseModelId }]
  })
}

/** A license model as line items and activations need it. */
export interface LicenseModelFacts {
  readonly id: string
  readonly name: string
  readonly state: CatalogState
  readonly kind: LicenseKind
  /** `certificate`, or the name of a license technology of the producer. */
  readonly technology: string
  readonly attributes: AttributeSettings
  readonly policies: ModelPolicies
  readonly expiration: ModelExpiration
  /** Host ID types that the policy permits; null permits all. */
  readonly serverHostTypes: readonly string[] | null
  readonly nodeHostTypes: readonly string[] | null
}

/** License models behind keys or names, their states locked, in the order asked. Refuses `reference-unknown`. */
export async function licenseModelsOf(
  ctx: QueryContext,
  refs: readonly string[],
): Promise<readonly LicenseModelFacts[]> {
  const found = await resolve(ctx, 'license-model', refs, 'licenseModel')
  if (found.size === 0) return []
  const rows = await ctx.tx.rows<{ model: LicenseModelFacts }>(sql`
    SELECT ${licenseModelJson(sql`${ctx.tenantId}::uuid`, sql`k.id`)} AS model
    FROM unnest(${keysOf(found)}::uuid[]) AS k(id)`)
  const byId = new Map(rows.map(({ model }) => [model.id, model]))
  return refs.flatMap((ref) => byId.get(found.get(ref)?.id ?? '') ?? [])
}

/** Product lines behind keys or names, in the order asked. Refuses `reference-unknown`. */
export async function productLinesOf(
  ctx: QueryContext,
  refs: readonly string[],
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const found = await resolve(ctx, 'product-line', refs, 'productLine')
  return refs.flatMap((ref) => found.get(ref) ?? [])
}

function keysOf(found: ReadonlyMap<string, Found>): string[] {
  return [...new Set([...found.values()].map(({ id }) => id))]
}

/** A product line by key or name. */
export async function findExistingProductLine(ctx: QueryContext, ref: string) {
  const found = await findNamedOrNull(ctx, 'product-line', ref)
  if (!found) return null
  const { id, name, description, rowVersion } = await readProductLine(ctx, found.id)
  return { id, ref: name, state: null, rowVersion, fields: { name, description } }
}

/** A record of the catalog by reference, for rooms that show its name. Throws `NotFound`. */
export const findInCatalog = (ctx: QueryContext, kind: GoodsKind, ref: string): Promise<Found> =>
  findNamed(ctx, kind, ref, 'none')

/** SQL condition: `compare` holds for the name of the product in a column, or for its name with the version. */
export function productMatches(tenantId: Sql, productId: Sql, compare: (left: Sql) => Sql): Sql {
  return sql`${productId} IN (SELECT mp.product_id FROM product mp WHERE mp.tenant_id = ${tenantId}
    AND (${compare(sql`mp.name`)} OR ${compare(productLabel(sql`mp`))}))`
}

export { findTechnology, technologiesNamed, type LicenseTechnology } from './store/license-technologies.ts'
export { CERTIFICATE } from './rules/license-technologies.ts'

/** SQL text: whether licenses of the technology in a column are made `manual` or over `http`. */
export function generationOf(tenantId: Sql, technology: Sql): Sql {
  return sql`coalesce((SELECT lt.generation FROM license_technology lt
    WHERE lt.tenant_id = ${tenantId} AND lt.name = ${technology}), 'manual')`
}
