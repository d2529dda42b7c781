import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'

/** A mail with license texts, as its records need it. */
export interface MailedLicenses {
  readonly eventId: string
  readonly at: string
  readonly to: readonly string[]
  /** Who asked for it; without it whoever issued the license. */
  readonly by?: string | undefined
  readonly fulfillmentIds: readonly string[]
  readonly consolidatedIds: readonly string[]
}

/**
 * Records that license texts were mailed: one row for each file. Licenses that went in a consolidated file are not
 * shipped by themselves, nor are those that have no text yet. The second delivery of an event writes nothing.
 */
export async function insertShipments(ctx: QueryContext, mail: MailedLicenses): Promise<void> {
  await ctx.tx.rows(sql`WITH file AS (
      SELECT NULL::uuid AS fulfillment_id, cl.consolidated_license_id, cl.consolidated_by AS made_by
      FROM consolidated_license cl WHERE cl.tenant_id = ${ctx.tenantId}
        AND cl.consolidated_license_id = ANY(${[...mail.consolidatedIds]}::uuid[])
      UNION ALL
      SELECT f.fulfillment_id, NULL, f.fulfilled_by
      FROM fulfillment f WHERE f.tenant_id = ${ctx.tenantId} AND f.license_text IS NOT NULL
        AND f.fulfillment_id = ANY(${[...mail.fulfillmentIds]}::uuid[])
        AND NOT EXISTS (SELECT 1 FROM consolidated_member m
          WHERE m.tenant_id = f.tenant_id AND m.fulfillment_id = f.fulfillment_id
            AND m.consolidated_license_id = ANY(${[...mail.consolidatedIds]}::uuid[])))
    INSERT INTO shipment (tenant_id, shipment_id, event_id, fulfillment_id, consolidated_license_id, shipped_to,
      shipped_by, shipped_at)
    SELECT ${ctx.tenantId}, gen_random_uuid(), ${mail.eventId}, fulfillment_id, consolidated_license_id,
      ${[...mail.to]}::text[], coalesce(${mail.by ?? null}::text, made_by), ${mail.at}
    FROM file ON CONFLICT DO NOTHING`)
}
