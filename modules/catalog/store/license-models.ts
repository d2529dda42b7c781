import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import sql from 'sql-template-tag'
import type { CatalogState } from '../model.ts'
import type { LicenseModelValues } from '../operations/license-model-fields.ts'
import { readAttributeValue } from '../rules/attribute-values.ts'
import { attributeOf, type AttributeSettings } from '../rules/model-attributes.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { CERTIFICATE, modelTechnologyRefusal } from '../rules/license-technologies.ts'
import { modelNameRefusal } from '../rules/names.ts'
import { openPolicies } from '../rules/policies.ts'
import { checkModelAttributes } from '../rules/resolve-attributes.ts'
import { technologiesNamed } from './license-technologies.ts'
import type { GoodsStore } from './goods-store.ts'

interface ModelRow {
  readonly name: string
  readonly description: string
  readonly kind: LicenseModelValues['kind']
  readonly technology: string
  readonly state: CatalogState
  readonly attributes: LicenseModelValues['attributes']
  readonly policies: LicenseModelValues['policies']
  readonly expiration: LicenseModelValues['expiration']
  readonly created_at: string
  readonly updated_at: string
  readonly row_version: number
}

/** Policies that came after a model was written limit nothing in it. */
function withOpenOnes(policies: LicenseModelValues['policies']): LicenseModelValues['policies'] {
  return { ...(openPolicies as LicenseModelValues['policies']), ...policies }
}

/** License models: how a product is licensed. */
export const licenseModelStore: GoodsStore<LicenseModelValues> = {
  kind: 'license-model',
  productKind: null,
  references: [],
  tidy: (fields) => ({ ...fields, attributes: readSettings(fields.attributes) }),
  check: ({ name, kind, attributes }) =>
    modelNameRefusal(name) ?? checkModelAttributes({ kind, attributes: attributes as AttributeSettings }),
  read: async (ctx, id) => {
    const row = await ctx.tx.one<ModelRow>(sql`SELECT * FROM license_model
      WHERE tenant_id = ${ctx.tenantId} AND license_model_id = ${id}`)
    const { name, description, kind, technology, attributes, policies, expiration } = row
    return {
      id,
      label: name,
      ref: name,
      state: row.state,
      rowVersion: row.row_version,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      productKind: null,
      fields: {
        name,
        description,
        kind,
        technology,
        attributes,
        policies: withOpenOnes(policies),
        expiration,
      },
    }
  },
  insert: async (ctx, id, { fields }) => {
    await needTechnology(ctx, fields)
    await ctx.tx
      .run(sql`INSERT INTO license_model (tenant_id, license_model_id, name, description, kind, technology,
        attributes, policies, expiration, created_at, updated_at)
      VALUES (${ctx.tenantId}, ${id}, ${fields.name}, ${fields.description}, ${fields.kind},
        ${fields.technology}, ${JSON.stringify(fields.attributes)}::jsonb, ${JSON.stringify(fields.policies)}::jsonb,
        ${JSON.stringify(fields.expiration)}::jsonb, ${ctx.now.toString()}, ${ctx.now.toString()})`)
  },
  update: async (ctx, id, { fields }) => {
    await needTechnology(ctx, fields)
    const row = await ctx.tx.one<{ row_version: number }>(sql`UPDATE license_model SET name = ${fields.name},
        description = ${fields.description}, kind = ${fields.kind}, technology = ${fields.technology},
        attributes = ${JSON.stringify(fields.attributes)}::jsonb,
        policies = ${JSON.stringify(fields.policies)}::jsonb,
        expiration = ${JSON.stringify(fields.expiration)}::jsonb,
        updated_at = ${ctx.now.toString()}, row_version = row_version + 1
      WHERE tenant_id = ${ctx.tenantId} AND license_model_id = ${id} RETURNING row_version`)
    return row.row_version
  },
}

/** A model of a technology of the producer's own needs that technology, and has its kind. */
async function needTechnology(ctx: QueryContext, fields: LicenseModelValues): Promise<void> {
  if (fields.technology === CERTIFICATE) return
  const [technology = null] = await technologiesNamed(ctx, [fields.technology])
  const refused = modelTechnologyRefusal(fields, technology)
  if (refused) ctx.refuse(refused)
}

/** Values in canonical form, without unused attributes; what does not fit stays for the check to name. */
function readSettings(settings: LicenseModelValues['attributes']): LicenseModelValues['attributes'] {
  const used = Object.entries(settings).filter(([, setting]) => setting.when !== 'not-used')
  return Object.fromEntries(
    used.map(([key, setting]) => {
      const definition = attributeOf(key)
      const { value, ...rest } = setting
      if (!definition || value === undefined) return [key, rest]
      const read = readAttributeValue(definition, value)
      if (isRefusal(read)) return [key, setting]
      return [key, read.value === null ? rest : { ...rest, value: read.value as typeof value }]
    }),
  )
}
