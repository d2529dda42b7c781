import { invariant } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import type { SupportAction } from '../model.ts'
import { licenseWithHosts, type LicenseWithHosts } from './held-licenses.ts'

/** A license that was replaced and becomes what it was. */
export interface GoodAgain {
  readonly id: string
  /** Master, or what it was beside another one. */
  readonly as: SupportAction
  /** Its copies and overdraft among those taken of the line item again: all, or none of one beside others. */
  readonly copiesTaken: number
  readonly overdraftTaken: number
}

/** A consolidated license that is good again. */
export interface ConsolidatedAgain {
  readonly id: string
  readonly consolidatedCode: string
}

/**
 * The licenses before some others, under lock, whoever may see them: what is decided about them is what becomes of the
 * others. To be called when the locks of the others and of their line items are held.
 */
export function lockLicensesBefore(
  ctx: QueryContext,
  ids: readonly string[],
): Promise<readonly LicenseWithHosts[]> {
  return ctx.tx.rows<LicenseWithHosts>(sql`SELECT ${licenseWithHosts}
    FROM fulfillment f WHERE f.tenant_id = ${ctx.tenantId} AND f.fulfillment_id = ANY(${[...ids]}::uuid[])
    ORDER BY f.fulfillment_id FOR NO KEY UPDATE OF f`)
}

/**
 * Makes licenses good again: active, with their copies, as if nothing had ended them. Consolidated licenses that ended
 * with one of them are good again, too, as soon as all their licenses are. To be called after those in their place have
 * ended, because a chain has one head. Answers these consolidated licenses.
 */
export async function makeGoodAgain(
  ctx: QueryContext,
  licenses: readonly GoodAgain[],
): Promise<readonly ConsolidatedAgain[]> {
  if (licenses.length === 0) return []
  const changed = await ctx.tx.run(sql`UPDATE fulfillment f SET state = 'active', support_action = g."as",
      copies_taken = g."copiesTaken", overdraft_taken = g."overdraftTaken", closed_at = NULL, closed_by = '',
      updated_at = ${ctx.now.toString()}, row_version = f.row_version + 1
    FROM jsonb_to_recordset(${JSON.stringify(licenses)}::jsonb)
      AS g(id uuid, "as" text, "copiesTaken" integer, "overdraftTaken" integer)
    WHERE f.tenant_id = ${ctx.tenantId} AND f.fulfillment_id = g.id AND f.state = 'obsolete'`)
  invariant(changed === licenses.length, 'Only what has ended is made good again.')
  const ids = licenses.map(({ id }) => id)
  // Locked by key before it is looked whether all their licenses are good: others may come back at the same time.
  const ended = await ctx.tx.rows<{ id: string }>(sql`SELECT a.consolidated_license_id AS id
    FROM consolidated_license a
    WHERE a.tenant_id = ${ctx.tenantId} AND a.state = 'inactive' AND a.closed_because = 'license-ended'
      AND a.consolidated_license_id IN (SELECT m.consolidated_license_id FROM consolidated_member m
        WHERE m.tenant_id = ${ctx.tenantId} AND m.fulfillment_id = ANY(${ids}::uuid[]))
    ORDER BY a.consolidated_license_id FOR NO KEY UPDATE OF a`)
  if (ended.length === 0) return []
  return ctx.tx
    .rows<ConsolidatedAgain>(sql`UPDATE consolidated_license l SET state = 'active', closed_at = NULL,
      closed_by = '', closed_because = '', closed_code = '', closed_as = '', updated_at = ${ctx.now.toString()},
      row_version = l.row_version + 1
    WHERE l.tenant_id = ${ctx.tenantId}
      AND l.consolidated_license_id = ANY(${ended.map(({ id }) => id)}::uuid[])
      AND NOT EXISTS (SELECT 1 FROM consolidated_member o
        JOIN fulfillment f ON f.tenant_id = o.tenant_id AND f.fulfillment_id = o.fulfillment_id
        WHERE o.tenant_id = ${ctx.tenantId} AND o.consolidated_license_id = l.consolidated_license_id
          AND f.state <> 'active')
    RETURNING l.consolidated_license_id AS id, l.consolidated_code AS "consolidatedCode"`)
}
