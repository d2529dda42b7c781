import { visibleEntitlement } from '@tallystick/entitlements/services.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import type { Resource } from '@tallystick/kernel/operation/find.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { inCategories } from '@tallystick/kernel/operation/scope.ts'
import sql, { empty, type Sql } from 'sql-template-tag'
import type { SupportAction } from './model.ts'

/** A consolidated license as handlers and views see it. */
export interface ConsolidatedLicense {
  readonly id: string
  readonly consolidatedCode: string
  readonly accountId: string | null
  readonly soldTo: string
  readonly technology: string
  /** The host IDs that its licenses share. */
  readonly criteria: string
  readonly state: 'active' | 'inactive'
  readonly licenseText: string
  readonly members: number
  readonly consolidatedBy: string
  readonly consolidatedAt: string
  readonly closedAt: string | null
  readonly closedBy: string
  readonly closedBecause: '' | 'license-ended' | 'replaced'
  /** What ended of it, or what took its place. */
  readonly closedCode: string
  readonly closedAs: SupportAction | ''
}

/** Whether a consolidated license `cl` may be seen: by whoever may see every license in it. */
export function visibleConsolidated(ctx: QueryContext): Sql {
  if (ctx.scope.all) return sql`TRUE`
  return sql`NOT EXISTS (SELECT 1 FROM consolidated_member cm
    JOIN fulfillment cf ON cf.tenant_id = cm.tenant_id AND cf.fulfillment_id = cm.fulfillment_id
    WHERE cm.tenant_id = cl.tenant_id AND cm.consolidated_license_id = cl.consolidated_license_id
      AND NOT (${visibleEntitlement(ctx.scope, sql`cf.tenant_id`, sql`cf.entitlement_id`)}
        AND ${inCategories(ctx.scope, sql`cf.product_line_id`)}))`
}

/** Consolidated licenses by key or consolidated license ID. */
export const ConsolidatedLicenses: Resource<ConsolidatedLicense> = {
  kind: 'consolidated license',
  select: (ctx, reference, lock) => sql`SELECT cl.consolidated_license_id AS id,
      cl.consolidated_code AS "consolidatedCode", cl.account_id AS "accountId", cl.sold_to_label AS "soldTo",
      cl.technology, cl.criteria, cl.state, cl.license_text AS "licenseText",
      (SELECT count(*)::integer FROM consolidated_member m WHERE m.tenant_id = cl.tenant_id
        AND m.consolidated_license_id = cl.consolidated_license_id) AS members,
      cl.consolidated_by AS "consolidatedBy", cl.consolidated_at AS "consolidatedAt", cl.closed_at AS "closedAt",
      cl.closed_by AS "closedBy", cl.closed_because AS "closedBecause", cl.closed_code AS "closedCode",
      cl.closed_as AS "closedAs"
    FROM consolidated_license cl
    WHERE cl.tenant_id = ${ctx.tenantId}
      AND ${isUuid(reference) ? sql`cl.consolidated_license_id = ${reference}` : sql`cl.consolidated_code = ${reference}`}
      AND ${visibleConsolidated(ctx)} ${lock ? sql`FOR NO KEY UPDATE OF cl` : empty}`,
  fromRow: (row: ConsolidatedLicense) => row,
}
