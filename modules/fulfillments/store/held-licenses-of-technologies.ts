import { visibleEntitlement } from '@tallystick/entitlements/services.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import type { SuppliedFile } from '../rules/held-licenses.ts'

/** A license whose files have come. */
export interface SuppliedLicense {
  readonly id: string
  readonly licenseText: string
  readonly files: readonly SuppliedFile[]
}

/** Makes licenses active with their files: one statement. Caller holds their locks and knows that they are on hold. */
export async function supplyLicenses(
  ctx: QueryContext,
  supplied: readonly SuppliedLicense[],
): Promise<number> {
  const rows = supplied.map(({ id, licenseText, files }) => ({
    id,
    licenseText,
    files: files.map(({ name, text, base64 }) => ({
      name,
      isText: text !== undefined,
      bytes: base64 ?? Buffer.from(text ?? '', 'utf8').toString('base64'),
    })),
  }))
  const { changed } = await ctx.tx.one<{ changed: number }>(sql`WITH
    given AS (SELECT g.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS g(id uuid, "licenseText" text, files jsonb)),
    active AS (
      UPDATE fulfillment f SET state = 'active', license_text = g."licenseText", hold_note = '',
        updated_at = ${ctx.now.toString()}, row_version = f.row_version + 1
      FROM given g WHERE f.tenant_id = ${ctx.tenantId} AND f.fulfillment_id = g.id AND f.state = 'on-hold'
      RETURNING f.fulfillment_id),
    written AS (
      INSERT INTO license_file (tenant_id, fulfillment_id, position, name, content, is_text)
      SELECT ${ctx.tenantId}, g.id, file.position, file.one ->> 'name', decode(file.one ->> 'bytes', 'base64'),
        (file.one ->> 'isText')::boolean
      FROM given g CROSS JOIN LATERAL jsonb_array_elements(g.files) WITH ORDINALITY AS file(one, position))
    SELECT count(*)::integer AS changed FROM active`)
  return changed
}

/** Notes why licenses still wait, or why they were refused in the end. */
export async function noteHold(ctx: QueryContext, ids: readonly string[], note: string): Promise<void> {
  await ctx.tx
    .run(sql`UPDATE fulfillment SET hold_note = ${note.slice(0, 1000)}, updated_at = ${ctx.now.toString()}
    WHERE tenant_id = ${ctx.tenantId} AND fulfillment_id = ANY(${[...ids]}::uuid[]) AND state = 'on-hold'`)
}

/** A file of a license as it is handed out. */
export interface LicenseFile {
  readonly name: string
  readonly isText: boolean
  readonly base64: string
  readonly sizeBytes: number
}

/** The files of licenses of one technology, as a generator takes them: texts as texts, the rest as base64. */
export function filesToJoin(
  ctx: QueryContext,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly files: readonly SuppliedFile[] }[]> {
  return ctx.tx.rows(sql`SELECT l.fulfillment_id AS id, jsonb_agg(CASE WHEN l.is_text
        THEN jsonb_build_object('name', l.name, 'text', convert_from(l.content, 'UTF8'))
        ELSE jsonb_build_object('name', l.name, 'base64', translate(encode(l.content, 'base64'), E'\\n', ''))
      END ORDER BY l.position) AS files
    FROM license_file l WHERE l.tenant_id = ${ctx.tenantId} AND l.fulfillment_id = ANY(${[...ids]}::uuid[])
    GROUP BY l.fulfillment_id`)
}

/** The files of a license of another technology, in their order. */
export function licenseFiles(ctx: QueryContext, fulfillmentId: string): Promise<readonly LicenseFile[]> {
  return ctx.tx.rows<LicenseFile>(sql`SELECT name, is_text AS "isText", length(content) AS "sizeBytes",
      replace(encode(content, 'base64'), E'\n', '') AS base64
    FROM license_file WHERE tenant_id = ${ctx.tenantId} AND fulfillment_id = ${fulfillmentId} ORDER BY position`)
}

/** Keeps the secret of a technology's generator, in place of an earlier one. */
export async function keepGeneratorSecret(
  ctx: QueryContext,
  technologyId: string,
  sealed: Uint8Array,
): Promise<void> {
  await ctx.tx
    .run(sql`INSERT INTO generator_secret (tenant_id, license_technology_id, secret_sealed, made_by, made_at)
    VALUES (${ctx.tenantId}, ${technologyId}, ${sealed}, ${ctx.principal.actorName}, ${ctx.now.toString()})
    ON CONFLICT (tenant_id, license_technology_id) DO UPDATE SET secret_sealed = EXCLUDED.secret_sealed,
      made_by = EXCLUDED.made_by, made_at = EXCLUDED.made_at`)
}

/** The sealed secret of a technology's generator; null before one was made. */
export async function generatorSecret(ctx: QueryContext, technologyId: string): Promise<Uint8Array | null> {
  const row = await ctx.tx.maybe<{
    sealed: Uint8Array
  }>(sql`SELECT secret_sealed AS sealed FROM generator_secret
    WHERE tenant_id = ${ctx.tenantId} AND license_technology_id = ${technologyId}`)
  return row?.sealed ?? null
}

/** Licenses on hold among these, as far as the caller may see them, by technology. */
export function stillOnHold(
  ctx: QueryContext,
  ids: readonly string[],
): Promise<readonly { readonly technology: string; readonly ids: readonly string[] }[]> {
  return ctx.tx.rows(sql`SELECT f.technology, jsonb_agg(f.fulfillment_id ORDER BY f.fulfillment_id) AS ids
    FROM fulfillment f
    WHERE f.tenant_id = ${ctx.tenantId} AND f.fulfillment_id = ANY(${[...ids]}::uuid[]) AND f.state = 'on-hold'
      AND ${visibleEntitlement(ctx.scope, sql`f.tenant_id`, sql`f.entitlement_id`)}
    GROUP BY f.technology ORDER BY f.technology`)
}

/** A license that others came of, by its public ID, with what became of it. */
export interface EarlierLicense {
  readonly id: string
  readonly fulfillmentCode: string
  readonly became: string
}

/** Licenses before others, for whoever makes these. */
export async function earlierLicenses(
  ctx: QueryContext,
  ids: readonly string[],
): Promise<readonly EarlierLicense[]> {
  if (ids.length === 0) return []
  return ctx.tx
    .rows<EarlierLicense>(sql`SELECT f.fulfillment_id AS id, f.fulfillment_code AS "fulfillmentCode",
      f.support_action AS became
    FROM fulfillment f WHERE f.tenant_id = ${ctx.tenantId} AND f.fulfillment_id = ANY(${[...ids]}::uuid[])`)
}
