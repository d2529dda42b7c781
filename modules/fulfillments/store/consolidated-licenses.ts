import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { empty, type Sql } from 'sql-template-tag'
import type { SupportAction } from '../model.ts'
import { fulfillmentColumns, namedFulfillment, type Fulfillment } from '../resources.ts'
import { activeKeyJson, keyFromJson } from './signing-keys.ts'

/** A consolidated license as it is written. */
export interface NewConsolidatedLicense {
  readonly id: string
  readonly consolidatedCode: string
  readonly accountId: string | null
  readonly soldToLabel: string
  readonly technology: string
  readonly criteria: string
  readonly licenseText: string
  readonly signingKeyId: string | null
  /** Keys of the licenses, oldest first. */
  readonly memberIds: readonly string[]
}

/** SQL: CTEs that insert consolidated licenses with their members, to stand behind others of a statement. */
export function consolidatedParts(ctx: QueryContext, made: readonly NewConsolidatedLicense[]): Sql {
  return sql`new_consolidated AS (
      SELECT c.* FROM jsonb_to_recordset(${JSON.stringify(made)}::jsonb) AS c(id uuid, "consolidatedCode" text,
        "accountId" uuid, "soldToLabel" text, technology text, criteria text, "licenseText" text,
        "signingKeyId" text, "memberIds" uuid[])),
    consolidated AS (
      INSERT INTO consolidated_license (tenant_id, consolidated_license_id, consolidated_code, account_id,
        sold_to_label, technology, criteria, license_text, signing_key_id, consolidated_by, consolidated_at)
      SELECT ${ctx.tenantId}, c.id, c."consolidatedCode", c."accountId", c."soldToLabel", c.technology, c.criteria,
        c."licenseText", c."signingKeyId", ${ctx.principal.actorName}, ${ctx.now.toString()} FROM new_consolidated c),
    consolidated_members AS (
      INSERT INTO consolidated_member (tenant_id, consolidated_license_id, fulfillment_id, position)
      SELECT ${ctx.tenantId}, c.id, m.fulfillment_id, m.position
      FROM new_consolidated c CROSS JOIN LATERAL unnest(c."memberIds") WITH ORDINALITY AS m(fulfillment_id, position))`
}

/**
 * SQL: a CTE that ends the consolidated licenses of which a license ends: their text names a license that is not good
 * any more. Locks in the order of keys, because licenses of one file may end at the same time.
 */
export function endedConsolidatedPart(
  ctx: QueryContext,
  closes: readonly { readonly id: string; readonly as: SupportAction }[],
): Sql {
  if (closes.length === 0) return empty
  return sql`, consolidated_ended AS (
      UPDATE consolidated_license l SET state = 'inactive', closed_at = ${ctx.now.toString()},
        closed_by = ${ctx.principal.actorName}, closed_because = 'license-ended', closed_code = e.code,
        closed_as = e."as", updated_at = ${ctx.now.toString()}, row_version = l.row_version + 1
      FROM (SELECT DISTINCT ON (k.consolidated_license_id) k.consolidated_license_id AS id, k.code, k."as"
        FROM (SELECT a.consolidated_license_id, f.fulfillment_code AS code, c."as"
          FROM jsonb_to_recordset(${JSON.stringify(closes)}::jsonb) AS c(id uuid, "as" text)
          JOIN consolidated_member m ON m.tenant_id = ${ctx.tenantId} AND m.fulfillment_id = c.id
          JOIN consolidated_license a ON a.tenant_id = m.tenant_id
            AND a.consolidated_license_id = m.consolidated_license_id AND a.state = 'active'
          JOIN fulfillment f ON f.tenant_id = m.tenant_id AND f.fulfillment_id = m.fulfillment_id
          ORDER BY a.consolidated_license_id FOR NO KEY UPDATE OF a) AS k
        ORDER BY k.consolidated_license_id, k.code) AS e
      WHERE l.tenant_id = ${ctx.tenantId} AND l.consolidated_license_id = e.id)`
}

/** Writes consolidated licenses of licenses that are there; ends those whose licenses all stand in a new one. */
export async function insertConsolidated(
  ctx: QueryContext,
  made: readonly NewConsolidatedLicense[],
): Promise<void> {
  await ctx.tx.rows(sql`WITH ${consolidatedParts(ctx, made)},
    contained AS (
      SELECT a.consolidated_license_id, n."consolidatedCode"
      FROM new_consolidated n
      JOIN consolidated_member m ON m.tenant_id = ${ctx.tenantId} AND m.fulfillment_id = ANY(n."memberIds")
      JOIN consolidated_license a ON a.tenant_id = m.tenant_id
        AND a.consolidated_license_id = m.consolidated_license_id AND a.state = 'active'
      GROUP BY a.consolidated_license_id, n."consolidatedCode"
      HAVING count(*) = (SELECT count(*) FROM consolidated_member o
        WHERE o.tenant_id = ${ctx.tenantId} AND o.consolidated_license_id = a.consolidated_license_id))
    UPDATE consolidated_license l SET state = 'inactive', closed_at = ${ctx.now.toString()},
      closed_by = ${ctx.principal.actorName}, closed_because = 'replaced', closed_code = r."consolidatedCode",
      updated_at = ${ctx.now.toString()}, row_version = l.row_version + 1
    FROM contained r WHERE l.tenant_id = ${ctx.tenantId} AND l.consolidated_license_id = r.consolidated_license_id`)
}

/** Licenses that shall be consolidated; they cannot end before the transaction does. */
export interface LicensesToJoin {
  readonly licenses: readonly Fulfillment[]
  readonly key: ReturnType<typeof keyFromJson>
}

/**
 * Reads licenses in the order of the references, each once, and holds them as they are: two round trips. Taken without
 * the locks of their line items, because nothing of them changes. Throws NotFound for the first that is not seen.
 */
export async function licensesToJoin(
  ctx: QueryContext,
  references: readonly string[],
): Promise<LicensesToJoin> {
  const rows = await ctx.tx.rows<Fulfillment>(sql`SELECT ${fulfillmentColumns} FROM fulfillment f
    WHERE ${namedFulfillment(ctx, references)} ORDER BY f.fulfillment_id FOR SHARE OF f`)
  const byName = new Map(rows.flatMap((row) => [[row.id, row] as const, [row.fulfillmentCode, row] as const]))
  const licenses = references.map((reference) => {
    const one = byName.get(reference)
    if (!one) throw new NotFound('license', reference)
    return one
  })
  const { key } = await ctx.tx.one<{ key: unknown }>(sql`SELECT ${activeKeyJson(ctx.tenantId)} AS key`)
  return { licenses: [...new Set(licenses)], key: keyFromJson(key) }
}

/**
 * Keys of the licenses of today of those that a consolidated license was made of: good ones, and those that wait for
 * their files in the place of one.
 */
export async function livingMembers(ctx: QueryContext, consolidatedId: string): Promise<readonly string[]> {
  const rows = await ctx.tx.rows<{ id: string }>(sql`WITH old AS (
      SELECT f.fulfillment_id, f.chain_id, f.state FROM consolidated_member m
      JOIN fulfillment f ON f.tenant_id = m.tenant_id AND f.fulfillment_id = m.fulfillment_id
      WHERE m.tenant_id = ${ctx.tenantId} AND m.consolidated_license_id = ${consolidatedId})
    SELECT fulfillment_id AS id FROM old WHERE state <> 'obsolete'
    UNION
    SELECT head.fulfillment_id FROM old JOIN fulfillment head ON head.tenant_id = ${ctx.tenantId}
      AND head.chain_id = old.chain_id AND head.state <> 'obsolete' AND head.parent_fulfillment_id IS NOT NULL
    WHERE old.state = 'obsolete'
    ORDER BY 1`)
  return rows.map(({ id }) => id)
}
