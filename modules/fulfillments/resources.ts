import { visibleEntitlement } from '@tallystick/entitlements/services.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import type { Resource } from '@tallystick/kernel/operation/find.ts'
import { inCategories } from '@tallystick/kernel/operation/scope.ts'
import sql, { empty } from 'sql-template-tag'
import type { LicenseState, SupportAction } from './model.ts'

/** A fulfillment as handlers and views see it. */
export interface Fulfillment {
  readonly id: string
  readonly fulfillmentCode: string
  readonly lineItemId: string
  readonly activationId: string
  readonly entitlementId: string
  readonly entitlementCode: string
  readonly products: string
  readonly version: string
  readonly soldTo: string
  readonly licenseKind: string
  readonly supportAction: SupportAction
  readonly state: LicenseState
  readonly copies: number
  readonly overdraft: number
  readonly servers: readonly string[]
  readonly nodeHosts: readonly string[]
  readonly startsOn: string
  /** Last day of use; null is permanent. */
  readonly expiresOn: string | null
  readonly versionDate: string | null
  readonly attributes: Readonly<Record<string, unknown>>
  readonly shipToEmail: string
  readonly shipToAddress: string
  /** Null while a license waits on hold. */
  readonly licenseText: string | null
  readonly signingKeyId: string | null
  readonly fulfilledAt: string
  readonly fulfilledBy: string
  readonly rowVersion: number
}

/** Fulfillments by key or fulfillment ID, seen by the parties of their entitlement. */
export const Fulfillments: Resource<Fulfillment> = {
  kind: 'license',
  select: (
    ctx,
    reference,
    lock,
  ) => sql`SELECT f.fulfillment_id AS id, f.fulfillment_code AS "fulfillmentCode",
      f.line_item_id AS "lineItemId", f.activation_id AS "activationId", f.entitlement_id AS "entitlementId",
      f.entitlement_code AS "entitlementCode",
      f.products_label AS products, f.versions_label AS version, f.sold_to_label AS "soldTo",
      f.license_kind AS "licenseKind", f.support_action AS "supportAction", f.state, f.copies, f.overdraft,
      f.server_texts AS servers, f.node_texts AS "nodeHosts",
      f.starts_on AS "startsOn", f.expires_on AS "expiresOn", f.version_date AS "versionDate", f.attributes,
      f.ship_to_email AS "shipToEmail", f.ship_to_address AS "shipToAddress", f.license_text AS "licenseText",
      f.signing_key_id AS "signingKeyId", f.fulfilled_at AS "fulfilledAt", f.fulfilled_by AS "fulfilledBy",
      f.row_version AS "rowVersion"
    FROM fulfillment f
    WHERE f.tenant_id = ${ctx.tenantId}
      AND ${isUuid(reference) ? sql`f.fulfillment_id = ${reference}` : sql`f.fulfillment_code = ${reference}`}
      AND ${visibleEntitlement(ctx.scope, sql`f.tenant_id`, sql`f.entitlement_id`)}
      AND ${inCategories(ctx.scope, sql`f.product_line_id`)}
    ${lock ? sql`FOR UPDATE OF f` : empty}`,
  fromRow: (row: Fulfillment) => row,
}
