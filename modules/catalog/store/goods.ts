import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { raw } from 'sql-template-tag'
import type { CatalogKind, CatalogState, GoodsKind } from '../model.ts'
import type { Part } from '../rules/deployment.ts'
import { flattenedFeatures, productLabel } from './flattened.ts'
import { namedTables } from './references.ts'

/** Writes a state. Caller holds the rows' locks and has asked `lifecycle.ts`. Returns the new row version. */
export async function setState(
  ctx: QueryContext,
  kind: GoodsKind,
  ids: readonly string[],
  state: CatalogState,
): Promise<number> {
  const { table, key } = namedTables[kind]
  const rows = await ctx.tx.rows<{ row_version: number }>(sql`UPDATE ${raw(table)}
    SET state = ${state}, updated_at = ${ctx.now.toString()}, row_version = row_version + 1
    WHERE tenant_id = ${ctx.tenantId} AND ${raw(key)} = ANY(${ids as string[]}::uuid[])
    RETURNING row_version`)
  return rows[0]?.row_version ?? 0
}

/** Removes a record; what it holds itself (parts, relations) goes with it. */
export async function removeRecord(ctx: QueryContext, kind: CatalogKind, id: string): Promise<void> {
  const { table, key } = namedTables[kind]
  await ctx.tx.run(sql`DELETE FROM ${raw(table)} WHERE tenant_id = ${ctx.tenantId} AND ${raw(key)} = ${id}`)
}

/**
 * What must be deployed with or before the goods, with its state, each once: the features of a bundle; the
 * features, bundles and license models of a product; the products of a suite, and what is inside those of
 * them that are drafts. What is inside deployed parts was settled when they were deployed.
 */
export async function partsOf(ctx: QueryContext, kind: GoodsKind, id: string): Promise<readonly Part[]> {
  const tenant = ctx.tenantId
  if (kind === 'feature' || kind === 'license-model') return []
  if (kind === 'feature-bundle') {
    return ctx.tx.rows<Part>(sql`SELECT 'feature' AS kind, f.feature_id AS id,
        rtrim(f.name || ' ' || f.version) AS label,
        f.state FROM feature_bundle_feature bf JOIN feature f USING (tenant_id, feature_id)
      WHERE bf.tenant_id = ${tenant} AND bf.feature_bundle_id = ${id} ORDER BY label`)
  }
  return ctx.tx.rows<Part>(sql`WITH member AS (
      SELECT p.product_id, p.name, p.version, p.state FROM suite_product sp
      JOIN product p ON p.tenant_id = sp.tenant_id AND p.product_id = sp.product_id
      WHERE sp.tenant_id = ${tenant} AND sp.suite_id = ${id}),
    opened AS (SELECT ${id}::uuid AS product_id
      UNION ALL SELECT product_id FROM member WHERE state = 'draft'),
    bundle AS (SELECT feature_bundle_id, name, state FROM feature_bundle
      WHERE tenant_id = ${tenant} AND feature_bundle_id IN (SELECT feature_bundle_id FROM product_bundle
        WHERE tenant_id = ${tenant} AND product_id IN (SELECT product_id FROM opened)))
    SELECT 'product' AS kind, m.product_id AS id, ${productLabel(sql`m`)} AS label, m.state FROM member m
    UNION ALL SELECT 'feature-bundle', feature_bundle_id, name, state FROM bundle
    UNION ALL SELECT 'feature', f.feature_id, rtrim(f.name || ' ' || f.version), f.state FROM feature f
      WHERE f.tenant_id = ${tenant} AND f.feature_id IN (
        SELECT feature_id FROM product_feature
          WHERE tenant_id = ${tenant} AND product_id IN (SELECT product_id FROM opened)
        UNION SELECT feature_id FROM feature_bundle_feature WHERE tenant_id = ${tenant}
          AND feature_bundle_id IN (SELECT feature_bundle_id FROM bundle WHERE state = 'draft'))
    UNION ALL SELECT 'license-model', m.license_model_id, m.name, m.state FROM license_model m
      WHERE m.tenant_id = ${tenant} AND m.license_model_id IN (
        SELECT license_model_id FROM product_license_model
        WHERE tenant_id = ${tenant} AND product_id IN (SELECT product_id FROM opened))
    ORDER BY kind, label`)
}

/** Locks parts against changes by others, always in the same order: by kind, then by key. */
export async function lockParts(ctx: QueryContext, parts: readonly Part[]): Promise<void> {
  for (const kind of ['feature', 'feature-bundle', 'license-model', 'product'] as const) {
    const ids = parts.filter((part) => part.kind === kind).map((part) => part.id)
    if (ids.length === 0) continue
    const { table, key } = namedTables[kind]
    await ctx.tx.run(sql`SELECT 1 FROM ${raw(table)} WHERE tenant_id = ${ctx.tenantId}
      AND ${raw(key)} = ANY(${ids}::uuid[]) ORDER BY ${raw(key)} FOR UPDATE`)
  }
}

/** What the deployment of a product depends on besides the states of its parts. */
export interface ProductCounts {
  /** The features of one copy, with the count that each has when everything is multiplied out. */
  readonly features: readonly { readonly label: string; readonly count: number }[]
  readonly isPackage: boolean
}

/** Reads it. Counts beyond the safe range are shown as its end; they are refused anyway. */
export function featureCounts(ctx: QueryContext, productId: string): Promise<ProductCounts> {
  return ctx.tx.one<ProductCounts>(sql`SELECT p.is_package AS "isPackage",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('label', rtrim(f.name || ' ' || f.version),
          'count', least(flat.feature_count, 9007199254740991)) ORDER BY f.name, f.version), '[]'::jsonb)
        FROM (${flattenedFeatures(sql`p.tenant_id`, sql`p.product_id`)}) AS flat
        JOIN feature f ON f.tenant_id = p.tenant_id AND f.feature_id = flat.feature_id) AS features
    FROM product p WHERE p.tenant_id = ${ctx.tenantId} AND p.product_id = ${productId}`)
}
