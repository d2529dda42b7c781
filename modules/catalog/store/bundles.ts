import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import type { CatalogState } from '../model.ts'
import type { BundleValues } from '../operations/bundle-fields.ts'
import { keyOf, sorted, type NamedFields } from '../reference-fields.ts'
import type { GoodsStore } from './goods-store.ts'

interface BundleRow {
  readonly name: string
  readonly description: string
  readonly state: CatalogState
  readonly features: BundleValues['features']
  readonly created_at: string
  readonly updated_at: string
  readonly row_version: number
}

/** Feature bundles: named sets of features with counts. */
export const bundleStore: GoodsStore<BundleValues> = {
  kind: 'feature-bundle',
  productKind: null,
  references: [{ field: 'features', kind: 'feature', key: 'feature' }],
  tidy: (fields) => fields,
  check: () => null,
  read: async (ctx, id) => {
    const row = await ctx.tx.one<BundleRow>(sql`SELECT b.*, (SELECT coalesce(jsonb_agg(jsonb_build_object(
          'feature', f.name || '@' || f.version, 'count', bf.feature_count)), '[]'::jsonb)
        FROM feature_bundle_feature bf JOIN feature f USING (tenant_id, feature_id)
        WHERE bf.tenant_id = b.tenant_id AND bf.feature_bundle_id = b.feature_bundle_id) AS features
      FROM feature_bundle b WHERE b.tenant_id = ${ctx.tenantId} AND b.feature_bundle_id = ${id}`)
    const { name, description } = row
    return {
      id,
      label: name,
      ref: name,
      state: row.state,
      rowVersion: row.row_version,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      productKind: null,
      fields: { name, description, features: sorted(row.features) },
    }
  },
  insert: async (ctx, id, named) => {
    const { name, description } = named.fields
    await ctx.tx.run(sql`INSERT INTO feature_bundle
        (tenant_id, feature_bundle_id, name, description, created_at, updated_at)
      VALUES (${ctx.tenantId}, ${id}, ${name}, ${description}, ${ctx.now.toString()}, ${ctx.now.toString()})`)
    await insertFeatures(ctx, id, named)
  },
  update: async (ctx, id, named, changed) => {
    const { name, description } = named.fields
    const row = await ctx.tx.one<{ row_version: number }>(sql`UPDATE feature_bundle SET name = ${name},
        description = ${description}, updated_at = ${ctx.now.toString()}, row_version = row_version + 1
      WHERE tenant_id = ${ctx.tenantId} AND feature_bundle_id = ${id} RETURNING row_version`)
    if (changed.includes('features')) {
      await ctx.tx.run(sql`DELETE FROM feature_bundle_feature
        WHERE tenant_id = ${ctx.tenantId} AND feature_bundle_id = ${id}`)
      await insertFeatures(ctx, id, named)
    }
    return row.row_version
  },
}

async function insertFeatures(ctx: QueryContext, id: string, { fields, found }: NamedFields<BundleValues>) {
  if (fields.features.length === 0) return
  const keys = fields.features.map((one) => keyOf(found, 'features', one.feature))
  const counts = fields.features.map((one) => one.count)
  await ctx.tx
    .run(sql`INSERT INTO feature_bundle_feature (tenant_id, feature_bundle_id, feature_id, feature_count)
    SELECT ${ctx.tenantId}::uuid, ${id}::uuid, * FROM unnest(${keys}::uuid[], ${counts}::integer[])`)
}
