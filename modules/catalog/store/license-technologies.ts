import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { empty, type Sql } from 'sql-template-tag'
import type { LicenseKind } from '../rules/license-kinds.ts'

/** A license technology as it is stored. */
export interface LicenseTechnology {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly kind: LicenseKind
  readonly generation: 'manual' | 'http'
  /** Of the generator; empty for generation by hand. */
  readonly address: string
  readonly hostAttributes: readonly string[]
  readonly consolidates: boolean
  readonly licenseModels: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly rowVersion: number
}

const COLUMNS: Sql = sql`t.license_technology_id AS id, t.name, t.description, t.kind, t.generation, t.address,
  t.host_attributes AS "hostAttributes", t.consolidates,
  (SELECT count(*)::integer FROM license_model m WHERE m.tenant_id = t.tenant_id AND m.technology = t.name)
    AS "licenseModels",
  t.created_at AS "createdAt", t.updated_at AS "updatedAt", t.row_version AS "rowVersion"`

/** Finds a license technology by key or name. Throws NotFound. */
export async function findTechnology(
  ctx: QueryContext,
  reference: string,
  lock = false,
): Promise<LicenseTechnology> {
  const row = await ctx.tx.maybe<LicenseTechnology>(sql`SELECT ${COLUMNS} FROM license_technology t
    WHERE t.tenant_id = ${ctx.tenantId}
      AND ${isUuid(reference) ? sql`t.license_technology_id = ${reference}` : sql`lower(t.name) = lower(${reference})`}
    ${lock ? sql`FOR UPDATE OF t` : empty}`)
  if (row === null) throw new NotFound('license technology', reference)
  return row
}

/** License technologies by exact name; those that are none are left out. */
export function technologiesNamed(
  ctx: QueryContext,
  names: readonly string[],
): Promise<readonly LicenseTechnology[]> {
  return ctx.tx.rows<LicenseTechnology>(sql`SELECT ${COLUMNS} FROM license_technology t
    WHERE t.tenant_id = ${ctx.tenantId} AND t.name = ANY(${[...names]}::text[])`)
}

/** What a person fills in. */
export type TechnologyValues = Pick<
  LicenseTechnology,
  'name' | 'description' | 'kind' | 'generation' | 'address' | 'hostAttributes' | 'consolidates'
>

/** Adds a license technology. The unique name is also a constraint. */
export async function insertTechnology(
  ctx: QueryContext,
  id: string,
  fields: TechnologyValues,
): Promise<void> {
  await ctx.tx
    .run(sql`INSERT INTO license_technology (tenant_id, license_technology_id, name, description, kind,
      generation, address, host_attributes, consolidates, created_at, updated_at)
    VALUES (${ctx.tenantId}, ${id}, ${fields.name}, ${fields.description}, ${fields.kind}, ${fields.generation},
      ${fields.address}, ${[...fields.hostAttributes]}::text[], ${fields.consolidates}, ${ctx.now.toString()},
      ${ctx.now.toString()})`)
}

/** Writes everything but the name. Caller holds the lock. Answers the new row version. */
export async function replaceTechnology(
  ctx: QueryContext,
  id: string,
  fields: TechnologyValues,
): Promise<number> {
  const row = await ctx.tx.one<{ version: number }>(sql`UPDATE license_technology SET
      description = ${fields.description}, kind = ${fields.kind}, generation = ${fields.generation},
      address = ${fields.address}, host_attributes = ${[...fields.hostAttributes]}::text[],
      consolidates = ${fields.consolidates}, updated_at = ${ctx.now.toString()}, row_version = row_version + 1
    WHERE tenant_id = ${ctx.tenantId} AND license_technology_id = ${id} RETURNING row_version AS version`)
  return row.version
}

/** Removes a license technology. Caller holds the lock and knows that nothing uses it. */
export async function removeTechnology(ctx: QueryContext, id: string): Promise<void> {
  await ctx.tx.run(sql`DELETE FROM license_technology
    WHERE tenant_id = ${ctx.tenantId} AND license_technology_id = ${id}`)
}
