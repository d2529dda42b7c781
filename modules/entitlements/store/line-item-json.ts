import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { ChangeKind, OriginKind, RecordState } from '../model.ts'
import type { PlannedLineItem } from '../rules/line-item-plan.ts'

/** A planned line item with its keys, its place and its state. */
export interface NewLineItem {
  readonly id: string
  readonly activationId: string
  readonly state: RecordState
  readonly entitlement: { readonly id: string; readonly code: string }
  readonly soldToAccountId: string | null
  readonly soldToLabel: string
  readonly plan: PlannedLineItem
  /** Keys of the maintenance line items that belong to it. */
  readonly maintenanceIds: readonly string[]
  /** The line item that it replaces; null or left out for one that replaces none. */
  readonly change?: { readonly kind: ChangeKind; readonly parentId: string } | null
  /** The line item that it came out of, when it was not sold as it is. */
  readonly origin?: { readonly kind: OriginKind; readonly lineItemId: string } | null
}

/** Line items, products and links as JSON rows, whose keys are column names. */
export function lineItemJson(ctx: QueryContext, lineItems: readonly NewLineItem[]) {
  const tenant = { tenant_id: ctx.tenantId }
  return {
    lineItems: JSON.stringify(lineItems.map((one) => rowOf(ctx, one))),
    products: JSON.stringify(
      lineItems.flatMap(({ id, plan }) =>
        plan.products.map((one) => ({
          ...tenant,
          line_item_id: id,
          product_id: one.productId,
          quantity: one.quantity,
        })),
      ),
    ),
    links: JSON.stringify(
      lineItems.flatMap(({ id, maintenanceIds }) =>
        maintenanceIds.map((maintenanceId) => ({
          ...tenant,
          line_item_id: id,
          maintenance_line_item_id: maintenanceId,
        })),
      ),
    ),
  }
}

function rowOf(ctx: QueryContext, lineItem: NewLineItem): Readonly<Record<string, unknown>> {
  return {
    tenant_id: ctx.tenantId,
    line_item_id: lineItem.id,
    entitlement_id: lineItem.entitlement.id,
    entitlement_code: lineItem.entitlement.code,
    activation_id: lineItem.activationId,
    state: lineItem.state,
    sold_to_account_id: lineItem.soldToAccountId,
    sold_to_label: lineItem.soldToLabel,
    is_inactive_by_entitlement: false,
    copies_taken: 0,
    overdraft_taken: 0,
    created_by: ctx.principal.actorName,
    created_at: ctx.now.toString(),
    updated_at: ctx.now.toString(),
    row_version: 1,
    change_kind: lineItem.change?.kind ?? null,
    parent_line_item_id: lineItem.change?.parentId ?? null,
    copies_brought: lineItem.change ? 0 : null,
    origin_kind: lineItem.origin?.kind ?? null,
    origin_line_item_id: lineItem.origin?.lineItemId ?? null,
    ...plannedColumns(lineItem.plan),
  }
}

/** The columns that a plan decides; an edit replaces exactly these. */
export function plannedColumns(plan: PlannedLineItem): Readonly<Record<string, unknown>> {
  const { term } = plan
  return {
    kind: plan.kind,
    license_model_id: plan.licenseModelId,
    part_number_id: plan.partNumberId,
    product_line_id: plan.productLineId,
    description: plan.description,
    order_id: plan.orderId,
    order_line_number: plan.orderLineNumber,
    copies_total: plan.copiesTotal,
    extra_activations_max: plan.extraActivationsMax,
    overdraft_max: plan.overdraftMax,
    start_option: plan.startOption,
    starts_on: plan.startsOn,
    term: term.kind,
    expires_on: term.kind === 'date' ? term.expiresOn : null,
    duration_amount: term.kind === 'duration' ? term.amount : null,
    duration_unit: term.kind === 'duration' ? term.unit : null,
    version_date_option: plan.versionDateOption,
    version_date: plan.versionDate,
    version_duration_amount: plan.versionDuration?.amount ?? null,
    version_duration_unit: plan.versionDuration?.unit ?? null,
    time_zone: plan.timeZone,
    attributes: plan.attributes,
    policies: plan.policies,
    custom_attributes: plan.customAttributes,
    products_label: plan.labels.products,
    versions_label: plan.labels.versions,
    part_number_label: plan.labels.partNumber,
    license_model_label: plan.labels.licenseModel,
    technology: plan.technology,
  }
}
