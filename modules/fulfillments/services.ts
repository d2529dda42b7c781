import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'

/** The text of a license with the words under which its reader knows it. */
export interface LicenseText {
  readonly fulfillmentCode: string
  readonly productsLabel: string
  readonly licenseText: string
  /** Files of a license of another technology, instead of its text; empty for certificates. */
  readonly files?: readonly { readonly name: string; readonly base64: string }[]
}

/**
 * Texts of licenses that have one, in the order of the keys, those of consolidated licenses first: licenses that stand
 * in one of these are left out. For mails; sees what the context sees.
 */
export async function licenseTextsOf(
  ctx: QueryContext,
  fulfillmentIds: readonly string[],
  consolidatedIds: readonly string[] = [],
): Promise<LicenseText[]> {
  const files = consolidatedIds.length === 0 ? [] : await consolidatedTextsOf(ctx, consolidatedIds)
  const joined = new Set(files.flatMap(({ memberIds }) => memberIds))
  const single = await singleTextsOf(
    ctx,
    fulfillmentIds.filter((id) => !joined.has(id)),
  )
  return [...files.map(({ memberIds: _members, ...file }) => file), ...single]
}

/** Texts of consolidated licenses with the keys of what they join. */
function consolidatedTextsOf(ctx: QueryContext, consolidatedIds: readonly string[]) {
  return ctx.tx.rows<LicenseText & { readonly memberIds: readonly string[] }>(sql`SELECT
      cl.consolidated_code AS "fulfillmentCode", cl.license_text AS "licenseText", m.labels AS "productsLabel",
      m.ids AS "memberIds"
    FROM unnest(${consolidatedIds as string[]}::uuid[]) WITH ORDINALITY AS asked(id, place)
    JOIN consolidated_license cl ON cl.tenant_id = ${ctx.tenantId} AND cl.consolidated_license_id = asked.id
    CROSS JOIN LATERAL (SELECT string_agg(DISTINCT f.products_label, ', ') AS labels,
        jsonb_agg(f.fulfillment_id) AS ids
      FROM consolidated_member c JOIN fulfillment f
        ON f.tenant_id = c.tenant_id AND f.fulfillment_id = c.fulfillment_id
      WHERE c.tenant_id = cl.tenant_id AND c.consolidated_license_id = cl.consolidated_license_id) AS m
    ORDER BY asked.place`)
}

async function singleTextsOf(ctx: QueryContext, fulfillmentIds: readonly string[]): Promise<LicenseText[]> {
  if (fulfillmentIds.length === 0) return []
  return ctx.tx.rows(sql`SELECT f.fulfillment_code AS "fulfillmentCode", f.products_label AS "productsLabel",
      f.license_text AS "licenseText",
      CASE WHEN f.technology = 'certificate' THEN '[]' ELSE (SELECT
        coalesce(jsonb_agg(jsonb_build_object('name', l.name, 'base64', translate(encode(l.content, 'base64'), E'\n', ''))
          ORDER BY l.position), '[]') FROM license_file l
        WHERE l.tenant_id = f.tenant_id AND l.fulfillment_id = f.fulfillment_id) END AS files
    FROM unnest(${fulfillmentIds as string[]}::uuid[]) WITH ORDINALITY AS asked(id, place)
    JOIN fulfillment f ON f.tenant_id = ${ctx.tenantId} AND f.fulfillment_id = asked.id
    WHERE f.license_text IS NOT NULL ORDER BY asked.place`)
}
