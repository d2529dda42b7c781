import type {
  ChangeKind,
  Duration,
  DurationUnit,
  EntitlementKind,
  LineItemCounts,
  LineItemKind,
  OriginKind,
  RecordState,
  StartOption,
  Term,
  Tier,
  VersionDateOption,
} from '../model.ts'
import sql, { type Sql } from 'sql-template-tag'

/** An entitlement as it is stored. */
export interface EntitlementRecord {
  readonly id: string
  readonly code: string
  readonly kind: EntitlementKind
  readonly state: RecordState
  readonly description: string
  readonly shipToEmail: string
  readonly shipToAddress: string
  readonly allowsPortalSignIn: boolean
  readonly customAttributes: Readonly<Record<string, unknown>>
  readonly soldToAccountId: string | null
  readonly soldToLabel: string
  readonly lineItemCount: number
  readonly parentBulk: string | null
  /** Of a bulk entitlement: what its keys give, when that is not something new. */
  readonly bulkChangeKind: ChangeKind | null
  readonly createdBy: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly rowVersion: number
  readonly parties: readonly PartyRecord[]
}

/** A party as it is stored. */
interface PartyRecord {
  readonly tier: Tier
  readonly accountId: string
  readonly contactUserId: string | null
  readonly isOwner: boolean
}

/** A line item as it is stored, with its products and links. */
export interface LineItemRecord {
  readonly id: string
  readonly entitlementId: string
  readonly entitlementCode: string
  readonly activationId: string
  readonly kind: LineItemKind
  readonly state: RecordState
  readonly isInactiveByEntitlement: boolean
  readonly licenseModelId: string | null
  readonly partNumberId: string | null
  readonly productLineId: string | null
  readonly description: string
  readonly orderId: string
  readonly orderLineNumber: string
  readonly copiesTotal: number
  readonly copiesTaken: number
  readonly copiesMoved: number
  readonly copiesBrought: number | null
  /** For display: other line items of the chain are not locked by whoever locks this one. */
  readonly copiesToBring: number
  readonly extraActivationsMax: number
  readonly overdraftMax: number
  readonly overdraftTaken: number
  readonly startOption: StartOption
  readonly startsOn: string | null
  readonly term: Term
  /** Last day of use as far as it is settled; null is never or not yet. */
  readonly endsOn: string | null
  readonly versionDateOption: VersionDateOption | null
  readonly versionDate: string | null
  readonly versionDuration: Duration | null
  readonly timeZone: string | null
  readonly attributes: Readonly<Record<string, unknown>>
  readonly policies: Readonly<Record<string, unknown>>
  readonly customAttributes: Readonly<Record<string, unknown>>
  readonly changeKind: ChangeKind | null
  readonly parentLineItemId: string | null
  readonly parentActivationId: string | null
  readonly originKind: OriginKind | null
  readonly originLineItemId: string | null
  /** A deployed line item replaces this one. */
  readonly hasSuccessor: boolean
  readonly soldToAccountId: string | null
  readonly soldToLabel: string
  readonly productsLabel: string
  readonly versionsLabel: string
  readonly partNumberLabel: string
  readonly licenseModelLabel: string
  readonly technology: string
  readonly createdBy: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly rowVersion: number
  readonly products: readonly { readonly productId: string; readonly quantity: number }[]
  /** Maintenance line items that belong to this one, and line items that this one maintains. */
  readonly maintenance: readonly LinkedLineItem[]
  readonly maintains: readonly LinkedLineItem[]
}

/** The figures of a line item. */
export function countsOf(lineItem: LineItemCounts): LineItemCounts {
  const { copiesTotal, copiesTaken, copiesMoved, copiesBrought, copiesToBring } = lineItem
  const { extraActivationsMax, overdraftMax, overdraftTaken } = lineItem
  return {
    copiesTotal,
    copiesTaken,
    copiesMoved,
    copiesBrought,
    copiesToBring,
    extraActivationsMax,
    overdraftMax,
    overdraftTaken,
  }
}

/** The other end of a maintenance link. */
interface LinkedLineItem {
  readonly id: string
  readonly activationId: string
  readonly label: string
}

/** Columns of an entitlement `e`, with its parties. */
export const entitlementColumns: Sql = sql`e.entitlement_id AS "id", e.entitlement_code AS "code", e.kind, e.state,
  e.description, e.ship_to_email AS "shipToEmail", e.ship_to_address AS "shipToAddress",
  e.allows_portal_sign_in AS "allowsPortalSignIn", e.custom_attributes AS "customAttributes",
  e.sold_to_account_id AS "soldToAccountId", e.sold_to_label AS "soldToLabel",
  e.bulk_change_kind AS "bulkChangeKind", e.line_item_count AS "lineItemCount", e.created_by AS "createdBy", e.created_at AS "createdAt",
  e.updated_at AS "updatedAt", e.row_version AS "rowVersion",
  (SELECT b.entitlement_code FROM entitlement b
    WHERE b.tenant_id = e.tenant_id AND b.entitlement_id = e.parent_bulk_entitlement_id) AS "parentBulk",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('tier', p.tier, 'accountId', p.account_id,
      'contactUserId', p.contact_user_id, 'isOwner', p.is_owner) ORDER BY p.tier), '[]')
    FROM entitlement_party p
    WHERE p.tenant_id = e.tenant_id AND p.entitlement_id = e.entitlement_id) AS "parties"`

/** The figures of a line item `li`. */
export const countColumns: Sql = sql`li.copies_total AS "copiesTotal", li.copies_taken AS "copiesTaken",
  li.copies_moved AS "copiesMoved", li.copies_brought AS "copiesBrought",
  CASE WHEN li.parent_line_item_id IS NULL THEN 0
    ELSE line_item_copies_available(li.tenant_id, li.parent_line_item_id) END AS "copiesToBring",
  li.extra_activations_max AS "extraActivationsMax",
  li.overdraft_max AS "overdraftMax", li.overdraft_taken AS "overdraftTaken"`

/** Columns of a line item `li`, with its products and both ends of its maintenance links. */
export const lineItemColumns: Sql = sql`li.line_item_id AS "id", li.entitlement_id AS "entitlementId",
  li.entitlement_code AS "entitlementCode", li.activation_id AS "activationId", li.kind, li.state,
  li.is_inactive_by_entitlement AS "isInactiveByEntitlement", li.license_model_id AS "licenseModelId",
  li.part_number_id AS "partNumberId", li.product_line_id AS "productLineId", li.description,
  li.order_id AS "orderId", li.order_line_number AS "orderLineNumber", ${countColumns},
  li.start_option AS "startOption",
  li.starts_on AS "startsOn", li.term AS "termKind", li.expires_on AS "expiresOn",
  li.duration_amount AS "durationAmount", li.duration_unit AS "durationUnit", li.ends_on AS "endsOn",
  li.version_date_option AS "versionDateOption", li.version_date AS "versionDate",
  li.version_duration_amount AS "versionDurationAmount", li.version_duration_unit AS "versionDurationUnit",
  li.time_zone AS "timeZone", li.attributes, li.policies, li.custom_attributes AS "customAttributes",
  li.change_kind AS "changeKind", li.parent_line_item_id AS "parentLineItemId",
  CASE WHEN li.parent_line_item_id IS NOT NULL THEN (SELECT p.activation_id FROM line_item p
    WHERE p.tenant_id = li.tenant_id AND p.line_item_id = li.parent_line_item_id) END AS "parentActivationId",
  li.origin_kind AS "originKind", li.origin_line_item_id AS "originLineItemId", li.has_successor AS "hasSuccessor",
  li.sold_to_account_id AS "soldToAccountId", li.sold_to_label AS "soldToLabel",
  li.products_label AS "productsLabel", li.versions_label AS "versionsLabel",
  li.part_number_label AS "partNumberLabel", li.license_model_label AS "licenseModelLabel", li.technology,
  li.created_by AS "createdBy", li.created_at AS "createdAt", li.updated_at AS "updatedAt",
  li.row_version AS "rowVersion",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('productId', lp.product_id, 'quantity', lp.quantity)
      ORDER BY lp.product_id), '[]')
    FROM line_item_product lp
    WHERE lp.tenant_id = li.tenant_id AND lp.line_item_id = li.line_item_id) AS "products",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.line_item_id, 'activationId', m.activation_id,
      'label', m.products_label) ORDER BY m.line_item_id), '[]')
    FROM line_item_maintenance lm
    JOIN line_item m ON m.tenant_id = lm.tenant_id AND m.line_item_id = lm.maintenance_line_item_id
    WHERE lm.tenant_id = li.tenant_id AND lm.line_item_id = li.line_item_id) AS "maintenance",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.line_item_id, 'activationId', m.activation_id,
      'label', m.products_label) ORDER BY m.line_item_id), '[]')
    FROM line_item_maintenance lm
    JOIN line_item m ON m.tenant_id = lm.tenant_id AND m.line_item_id = lm.line_item_id
    WHERE lm.tenant_id = li.tenant_id AND lm.maintenance_line_item_id = li.line_item_id) AS "maintains"`

/** A row of `lineItemColumns`, before its term and duration are put together. */
export type LineItemRow = Omit<LineItemRecord, 'term' | 'versionDuration'> & {
  readonly termKind: Term['kind']
  readonly expiresOn: string | null
  readonly durationAmount: number | null
  readonly durationUnit: DurationUnit | null
  readonly versionDurationAmount: number | null
  readonly versionDurationUnit: DurationUnit | null
}

/** Puts a row of `lineItemColumns` together. */
export function lineItemFromRow(row: LineItemRow): LineItemRecord {
  const {
    termKind,
    expiresOn,
    durationAmount,
    durationUnit,
    versionDurationAmount,
    versionDurationUnit,
    ...same
  } = row
  const versionDuration =
    versionDurationAmount === null || versionDurationUnit === null
      ? null
      : { amount: versionDurationAmount, unit: versionDurationUnit }
  return { ...same, term: termFromRow(termKind, expiresOn, durationAmount, durationUnit), versionDuration }
}

/** The CHECK `line_item__term_fits` makes the other columns sure. */
function termFromRow(
  kind: Term['kind'],
  expiresOn: string | null,
  amount: number | null,
  unit: DurationUnit | null,
): Term {
  if (kind === 'date') return { kind, expiresOn: expiresOn as string }
  if (kind === 'duration') return { kind, amount: amount as number, unit: unit as DurationUnit }
  return { kind }
}
