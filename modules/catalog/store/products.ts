import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { raw } from 'sql-template-tag'
import type { CatalogState, ProductKind } from '../model.ts'
import type { ProductValues } from '../operations/product-fields.ts'
import { keyOf, sorted, type NamedFields } from '../reference-fields.ts'
import { packageRefusal } from '../rules/names.ts'
import { listedTwiceRefusal, memberRefusal } from '../rules/references.ts'
import type { GoodsStore } from './goods-store.ts'
import { featuresOfProductsJson } from './flattened.ts'
import { replacePartNumbers } from './part-numbers.ts'
import { refOf } from './references.ts'

interface ProductRow {
  readonly kind: ProductKind
  readonly name: string
  readonly version: string
  readonly state: CatalogState
  readonly created_at: string
  readonly updated_at: string
  readonly row_version: number
  readonly fields: ProductValues
}

/** Products of one kind. */
export function productStore(productKind: ProductKind): GoodsStore<ProductValues> {
  return {
    kind: 'product',
    productKind,
    references: [
      { field: 'productLine', kind: 'product-line', key: null },
      { field: 'features', kind: 'feature', key: 'feature' },
      { field: 'bundles', kind: 'feature-bundle', key: 'bundle' },
      { field: 'products', kind: 'product', key: 'product' },
      { field: 'licenseModels', kind: 'license-model', key: null },
      { field: 'partNumbers', kind: 'license-model', key: 'licenseModel' },
    ],
    tidy: (fields) => (fields.isPackage ? fields : { ...fields, packageName: '', packageVersion: '' }),
    check: checkProduct,
    read: readProduct,
    insert: (ctx, id, named) => insertProduct(ctx, id, productKind, named),
    update: updateProduct,
  }
}

function checkProduct(fields: ProductValues, found: NamedFields<ProductValues>['found']): Refusal | null {
  const members = (found.get('products') ?? []).map(({ label, productKind }) => ({
    label,
    productKind: productKind ?? 'product',
  }))
  const codes = fields.partNumbers.map((one) => one.code.toLowerCase())
  const foreign = fields.partNumbers.find(
    ({ licenseModel }) => licenseModel !== null && !fields.licenseModels.includes(licenseModel),
  )
  return (
    packageRefusal(fields) ??
    memberRefusal(members) ??
    listedTwiceRefusal('partNumbers', codes) ??
    (foreign
      ? refuse('model-not-of-product', {
          code: foreign.code,
          licenseModel: foreign.licenseModel,
          label: `${fields.name} ${fields.version}`.trim(),
        })
      : null)
  )
}

async function readProduct(ctx: QueryContext, id: string) {
  const row = await ctx.tx
    .one<ProductRow>(sql`SELECT p.kind, p.name, p.version, p.state, p.created_at, p.updated_at,
      p.row_version, jsonb_build_object(
        'name', p.name, 'version', p.version, 'description', p.description, 'productLine', l.name,
        'isPackage', p.is_package, 'packageName', p.package_name, 'packageVersion', p.package_version,
        'allowsUpgrades', p.allows_upgrades, 'allowsUpsells', p.allows_upsells,
        'allowsRenewals', p.allows_renewals, 'customAttributes', p.custom_attributes,
        'features', (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'feature', f.name || '@' || f.version, 'count', pf.feature_count)), '[]'::jsonb)
          FROM product_feature pf JOIN feature f USING (tenant_id, feature_id)
          WHERE pf.tenant_id = p.tenant_id AND pf.product_id = p.product_id),
        'bundles', (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'bundle', b.name, 'count', pb.bundle_count)), '[]'::jsonb)
          FROM product_bundle pb JOIN feature_bundle b USING (tenant_id, feature_bundle_id)
          WHERE pb.tenant_id = p.tenant_id AND pb.product_id = p.product_id),
        'products', (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'product', s.name || '@' || s.version, 'quantity', sp.quantity)), '[]'::jsonb)
          FROM suite_product sp JOIN product s ON s.tenant_id = sp.tenant_id AND s.product_id = sp.product_id
          WHERE sp.tenant_id = p.tenant_id AND sp.suite_id = p.product_id),
        'licenseModels', (SELECT coalesce(jsonb_agg(m.name), '[]'::jsonb)
          FROM product_license_model pm JOIN license_model m USING (tenant_id, license_model_id)
          WHERE pm.tenant_id = p.tenant_id AND pm.product_id = p.product_id),
        'partNumbers', (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'code', n.code, 'licenseModel', m.name)), '[]'::jsonb)
          FROM part_number n
          LEFT JOIN license_model m ON m.tenant_id = n.tenant_id AND m.license_model_id = n.license_model_id
          WHERE n.tenant_id = p.tenant_id AND n.product_id = p.product_id)) AS fields
    FROM product p
    LEFT JOIN product_line l ON l.tenant_id = p.tenant_id AND l.product_line_id = p.product_line_id
    WHERE p.tenant_id = ${ctx.tenantId} AND p.product_id = ${id}`)
  const { name, version, fields } = row
  return {
    id,
    label: version ? `${name} ${version}` : name,
    ref: refOf(name, version),
    state: row.state,
    rowVersion: row.row_version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    productKind: row.kind,
    fields: {
      ...fields,
      features: sorted(fields.features),
      bundles: sorted(fields.bundles),
      products: sorted(fields.products),
      licenseModels: sorted(fields.licenseModels),
      partNumbers: sorted(fields.partNumbers),
    },
  }
}

async function insertProduct(
  ctx: QueryContext,
  id: string,
  kind: ProductKind,
  named: NamedFields<ProductValues>,
) {
  const { fields } = named
  await ctx.tx
    .run(sql`INSERT INTO product (tenant_id, product_id, kind, name, version, description, product_line_id,
      is_package, package_name, package_version, allows_upgrades, allows_upsells, allows_renewals,
      custom_attributes, created_at, updated_at)
    VALUES (${ctx.tenantId}, ${id}, ${kind}, ${fields.name}, ${fields.version}, ${fields.description},
      ${lineOf(named)}, ${fields.isPackage}, ${fields.packageName}, ${fields.packageVersion},
      ${fields.allowsUpgrades}, ${fields.allowsUpsells}, ${fields.allowsRenewals},
      ${JSON.stringify(fields.customAttributes)}::jsonb, ${ctx.now.toString()}, ${ctx.now.toString()})`)
  await insertLists(ctx, id, named, ['features', 'bundles', 'products', 'licenseModels', 'partNumbers'])
}

async function updateProduct(
  ctx: QueryContext,
  id: string,
  named: NamedFields<ProductValues>,
  changed: readonly string[],
): Promise<number> {
  const { fields } = named
  // The product line is written only when it was given: else its key is not at hand.
  const line = changed.includes('productLine') ? sql`${lineOf(named)}::uuid` : sql`product_line_id`
  const row = await ctx.tx.one<{ row_version: number }>(sql`UPDATE product SET name = ${fields.name},
      version = ${fields.version}, description = ${fields.description}, product_line_id = ${line},
      is_package = ${fields.isPackage}, package_name = ${fields.packageName},
      package_version = ${fields.packageVersion}, allows_upgrades = ${fields.allowsUpgrades},
      allows_upsells = ${fields.allowsUpsells}, allows_renewals = ${fields.allowsRenewals},
      custom_attributes = ${JSON.stringify(fields.customAttributes)}::jsonb,
      updated_at = ${ctx.now.toString()}, row_version = row_version + 1
    WHERE tenant_id = ${ctx.tenantId} AND product_id = ${id} RETURNING row_version`)
  const lists = {
    features: 'product_feature',
    bundles: 'product_bundle',
    licenseModels: 'product_license_model',
  }
  for (const [field, table] of Object.entries(lists)) {
    if (!changed.includes(field)) continue
    await ctx.tx.run(sql`DELETE FROM ${raw(table)} WHERE tenant_id = ${ctx.tenantId} AND product_id = ${id}`)
  }
  if (changed.includes('products')) {
    await ctx.tx.run(sql`DELETE FROM suite_product WHERE tenant_id = ${ctx.tenantId} AND suite_id = ${id}`)
  }
  await insertLists(ctx, id, named, changed)
  return row.row_version
}

function lineOf({ fields, found }: NamedFields<ProductValues>): string | null {
  return fields.productLine === null ? null : keyOf(found, 'productLine', fields.productLine)
}

async function insertLists(
  ctx: QueryContext,
  id: string,
  { fields, found }: NamedFields<ProductValues>,
  which: readonly string[],
): Promise<void> {
  const counted = async (target: string, field: string, rows: readonly { ref: string; count: number }[]) => {
    if (!which.includes(field) || rows.length === 0) return
    const keys = rows.map((row) => keyOf(found, field, row.ref))
    const counts = rows.map((row) => row.count)
    await ctx.tx.run(sql`INSERT INTO ${raw(target)}
      SELECT ${ctx.tenantId}::uuid, ${id}::uuid, * FROM unnest(${keys}::uuid[], ${counts}::integer[])`)
  }
  const { features, bundles, products, licenseModels } = fields
  await counted(
    'product_feature (tenant_id, product_id, feature_id, feature_count)',
    'features',
    features.map(({ feature, count }) => ({ ref: feature, count })),
  )
  await counted(
    'product_bundle (tenant_id, product_id, feature_bundle_id, bundle_count)',
    'bundles',
    bundles.map(({ bundle, count }) => ({ ref: bundle, count })),
  )
  await counted(
    'suite_product (tenant_id, suite_id, product_id, quantity)',
    'products',
    products.map(({ product, quantity }) => ({ ref: product, count: quantity })),
  )
  if (which.includes('licenseModels') && licenseModels.length > 0) {
    const keys = licenseModels.map((model) => keyOf(found, 'licenseModels', model))
    await ctx.tx.run(sql`INSERT INTO product_license_model (tenant_id, product_id, license_model_id)
      SELECT ${ctx.tenantId}::uuid, ${id}::uuid, * FROM unnest(${keys}::uuid[])`)
  }
  if (!which.includes('partNumbers')) return
  const wanted = fields.partNumbers.map(({ code, licenseModel }) => ({
    code,
    licenseModelId: licenseModel === null ? null : keyOf(found, 'partNumbers', licenseModel),
  }))
  await replacePartNumbers(ctx, id, wanted)
}

/** A feature that one copy of a product brings. */
export interface FlatFeature {
  readonly name: string
  /** Null when the version is the version date. */
  readonly version: string | null
  readonly versionFormat: 'fixed' | 'date-based'
  readonly count: number
  readonly overrides: Record<string, unknown>
}

/** The features that one copy brings, bundles and members of a suite multiplied out. */
export async function flattenedFeaturesOf(ctx: QueryContext, id: string): Promise<FlatFeature[]> {
  const { features } = await ctx.tx.one<{ features: FlatFeature[] }>(
    sql`SELECT ${featuresOfProductsJson(sql`${ctx.tenantId}::uuid`, sql`${id}::uuid`)} AS features`,
  )
  return features
}
