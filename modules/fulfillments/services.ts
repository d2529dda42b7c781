import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'

/** The text of a license with the words under which its reader knows it. */
export interface LicenseText {
  readonly fulfillmentCode: string
  readonly productsLabel: string
  readonly licenseText: string
}

/** Texts of licenses that have one, in the order of the keys. For mails; sees what the context sees. */
export async function licenseTextsOf(
  ctx: QueryContext,
  fulfillmentIds: readonly string[],
): Promise<LicenseText[]> {
  return ctx.tx.rows(sql`SELECT f.fulfillment_code AS "fulfillmentCode", f.products_label AS "productsLabel",
      f.license_text AS "licenseText"
    FROM unnest(${fulfillmentIds as string[]}::uuid[]) WITH ORDINALITY AS asked(id, place)
    JOIN fulfillment f ON f.tenant_id = ${ctx.tenantId} AND f.fulfillment_id = asked.id
    WHERE f.license_text IS NOT NULL ORDER BY asked.place`)
}
