import sql from 'sql-template-tag'
import type { CatalogState } from '../model.ts'
import type { FeatureValues } from '../operations/feature-fields.ts'
import { featureNameRefusal, overridesRefusal, type FeatureOverrides } from '../rules/names.ts'
import type { GoodsStore, Stored } from './goods-store.ts'
import { refOf } from './references.ts'

interface FeatureRow {
  readonly feature_id: string
  readonly name: string
  readonly version: string
  readonly version_format: 'fixed' | 'date-based'
  readonly description: string
  readonly state: CatalogState
  readonly overrides: FeatureValues['overrides']
  readonly custom_attributes: FeatureValues['customAttributes']
  readonly created_at: string
  readonly updated_at: string
  readonly row_version: number
}

/** Features: what a program asks for. */
export const featureStore: GoodsStore<FeatureValues> = {
  kind: 'feature',
  productKind: null,
  references: [],
  // The version of a date-based feature comes from the line item: a given one is ignored.
  tidy: (fields) => ({
    ...fields,
    version: fields.versionFormat === 'date-based' ? '' : fields.version,
    overrides: givenOverrides(fields.overrides),
  }),
  check: (fields) => featureNameRefusal(fields) ?? overridesRefusal(fields.overrides),
  read: async (ctx, id) =>
    storedOf(
      await ctx.tx.one<FeatureRow>(sql`SELECT * FROM feature
        WHERE tenant_id = ${ctx.tenantId} AND feature_id = ${id}`),
    ),
  insert: async (ctx, id, { fields }) => {
    await ctx.tx
      .run(sql`INSERT INTO feature (tenant_id, feature_id, name, version, version_format, description,
        overrides, custom_attributes, created_at, updated_at)
      VALUES (${ctx.tenantId}, ${id}, ${fields.name}, ${fields.version}, ${fields.versionFormat},
        ${fields.description}, ${JSON.stringify(fields.overrides)}::jsonb,
        ${JSON.stringify(fields.customAttributes)}::jsonb,
        ${ctx.now.toString()}, ${ctx.now.toString()})`)
  },
  update: async (ctx, id, { fields }) => {
    const row = await ctx.tx.one<{ row_version: number }>(sql`UPDATE feature SET name = ${fields.name},
        version = ${fields.version}, version_format = ${fields.versionFormat},
        description = ${fields.description}, overrides = ${JSON.stringify(fields.overrides)}::jsonb,
        custom_attributes = ${JSON.stringify(fields.customAttributes)}::jsonb,
        updated_at = ${ctx.now.toString()}, row_version = row_version + 1
      WHERE tenant_id = ${ctx.tenantId} AND feature_id = ${id} RETURNING row_version`)
    return row.row_version
  },
}

/** Texts without blanks at the ends; empty ones are left out, so that the license model's value holds. */
function givenOverrides(overrides: FeatureOverrides): FeatureValues['overrides'] {
  const given = Object.entries(overrides).map(([key, text]) => [key, String(text ?? '').trim()] as const)
  return Object.fromEntries(given.filter(([, text]) => text !== ''))
}

function storedOf(row: FeatureRow): Stored<FeatureValues> {
  const { name, version, description, overrides } = row
  return {
    id: row.feature_id,
    label: version ? `${name} ${version}` : name,
    ref: refOf(name, version),
    state: row.state,
    rowVersion: row.row_version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    productKind: null,
    fields: {
      name,
      version,
      versionFormat: row.version_format,
      description,
      overrides,
      customAttributes: row.custom_attributes,
    },
  }
}
