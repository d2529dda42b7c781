import { visibleEntitlement } from '@tallystick/entitlements/services.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import type { Resource } from '@tallystick/kernel/operation/find.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { inCategories } from '@tallystick/kernel/operation/scope.ts'
import sql, { empty, type Sql } from 'sql-template-tag'
import type { LicenseState, SupportAction } from './model.ts'

/** A fulfillment as handlers and views see it. */
export interface Fulfillment {
  readonly id: string
  readonly fulfillmentCode: string
  readonly lineItemId: string
  readonly activationId: string
  readonly entitlementId: string
  readonly entitlementCode: string
  /** The account that it was sold to; null while nobody is known. */
  readonly accountId: string | null
  readonly products: string
  readonly version: string
  readonly soldTo: string
  readonly technology: string
  readonly licenseKind: string
  readonly supportAction: SupportAction
  readonly state: LicenseState
  readonly copies: number
  readonly overdraft: number
  readonly servers: readonly string[]
  readonly nodeHosts: readonly string[]
  /** The record that it replaced, or beside which it was issued; null for a first one. */
  readonly parentId: string | null
  readonly chainId: string
  /** When and by whom it became obsolete; null and empty while it is not. */
  readonly closedAt: string | null
  readonly closedBy: string
  /** Copies of it that count as taken of the line item. */
  readonly copiesTaken: number
  readonly startsOn: string
  /** Last day of use; null is permanent. */
  readonly expiresOn: string | null
  readonly versionDate: string | null
  readonly attributes: Readonly<Record<string, unknown>>
  readonly shipToEmail: string
  readonly shipToAddress: string
  /** Null while a license waits on hold. */
  readonly licenseText: string | null
  /** Why it still waits on hold, or why it was refused; empty for others. */
  readonly holdNote: string
  readonly signingKeyId: string | null
  readonly fulfilledAt: string
  readonly fulfilledBy: string
  readonly rowVersion: number
}

/** Columns of a fulfillment `f`. */
export const fulfillmentColumns: Sql = sql`f.fulfillment_id AS id, f.fulfillment_code AS "fulfillmentCode",
  f.line_item_id AS "lineItemId", f.activation_id AS "activationId", f.entitlement_id AS "entitlementId",
  f.entitlement_code AS "entitlementCode", f.account_id AS "accountId",
  f.products_label AS products, f.versions_label AS version, f.sold_to_label AS "soldTo",
  f.technology, f.license_kind AS "licenseKind", f.support_action AS "supportAction", f.state, f.copies, f.overdraft,
  f.server_texts AS servers, f.node_texts AS "nodeHosts", f.parent_fulfillment_id AS "parentId",
  f.chain_id AS "chainId", f.closed_at AS "closedAt", f.closed_by AS "closedBy", f.copies_taken AS "copiesTaken",
  f.starts_on AS "startsOn", f.expires_on AS "expiresOn", f.version_date AS "versionDate", f.attributes,
  f.ship_to_email AS "shipToEmail", f.ship_to_address AS "shipToAddress", f.license_text AS "licenseText",
  f.hold_note AS "holdNote",
  f.signing_key_id AS "signingKeyId", f.fulfilled_at AS "fulfilledAt", f.fulfilled_by AS "fulfilledBy",
  f.row_version AS "rowVersion"`

/** Whether a fulfillment `f` is one of those (keys or fulfillment IDs) and may be seen. */
export function namedFulfillment(ctx: QueryContext, references: readonly string[]): Sql {
  const keys = references.filter(isUuid)
  const codes = references.filter((one) => !isUuid(one))
  return sql`f.tenant_id = ${ctx.tenantId}
    AND (f.fulfillment_id = ANY(${keys}::uuid[]) OR f.fulfillment_code = ANY(${codes}::text[]))
    AND ${visibleFulfillment(ctx)}`
}

/** Whether a fulfillment `f` may be seen: by the parties of its entitlement. */
export function visibleFulfillment(ctx: QueryContext): Sql {
  return sql`${visibleEntitlement(ctx.scope, sql`f.tenant_id`, sql`f.entitlement_id`)}
    AND ${inCategories(ctx.scope, sql`f.product_line_id`)}`
}

/** Fulfillments by key or fulfillment ID, seen by the parties of their entitlement. */
export const Fulfillments: Resource<Fulfillment> = {
  kind: 'license',
  select: (ctx, reference, lock) => sql`SELECT ${fulfillmentColumns} FROM fulfillment f
    WHERE ${namedFulfillment(ctx, [reference])} ${lock ? sql`FOR NO KEY UPDATE OF f` : empty}`,
  fromRow: (row: Fulfillment) => row,
}
