import type { AttributeSettings } from '@tallystick/catalog/rules/model-attributes.ts'
import type { LineItemFacts } from '@tallystick/entitlements/services.ts'
import type { HostTypeKey } from '@tallystick/hosts/model.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { ActivationFacts, LicenseModelFacts } from '../rules/activation-facts.ts'
import type { BatchMember } from '../rules/activation-fields.ts'
import { calendarDateAt } from '../rules/calendar.ts'
import type { ReplacingFacts } from '../rules/replace-licenses.ts'
import type { SubstitutionFacts } from '../rules/substitution.ts'

/** The facts that decide an activation, from a line item; exact only while its lock is held. */
export function activationFactsOf(
  ctx: QueryContext,
  facts: LineItemFacts,
  replacing: ReplacingFacts | null = null,
): ActivationFacts {
  const { lineItem, entitlement } = facts
  return {
    entitlement: { state: entitlement.state, isBulk: entitlement.kind === 'bulk' },
    lineItem: {
      activationId: lineItem.activationId,
      state: lineItem.state,
      counts: lineItem,
      start: { option: lineItem.startOption, startsOn: lineItem.startsOn },
      term: lineItem.term,
      version: {
        option: lineItem.versionDateOption,
        versionDate: lineItem.versionDate,
        duration: lineItem.versionDuration,
      },
      attributes: lineItem.attributes,
    },
    products: facts.products.map((product) => ({
      name: product.name,
      version: product.version,
      state: product.state,
      quantityPerCopy: product.quantity,
      features: product.features,
      package: product.package,
    })),
    model: modelOf(facts),
    today: calendarDateAt(ctx.now, lineItem.timeZone ?? 'UTC'),
    mayActivateTest: ctx.scope.all,
    replacing,
    mayOverridePolicies: ctx.may('policies.override'),
  }
}

/** The license model of a licensed line item. Maintenance has none and is refused before. */
export function modelOf({ licenseModel }: LineItemFacts): LicenseModelFacts {
  invariant(licenseModel, 'A licensed line item has a license model.')
  return {
    name: licenseModel.name,
    state: licenseModel.state,
    kind: licenseModel.kind,
    attributes: licenseModel.attributes as AttributeSettings,
    serverHostTypes: licenseModel.serverHostTypes as readonly HostTypeKey[] | null,
    nodeHostTypes: licenseModel.nodeHostTypes as readonly HostTypeKey[] | null,
  }
}

/** A line item as the rule of batches sees it. */
export function batchMemberOf(facts: LineItemFacts): BatchMember {
  const { activationId, technology } = facts.lineItem
  return { activationId, technology, model: { name: modelOf(facts).name } }
}

/** What the variables in vendor string, notice, issuer and serial number stand for. */
export function substitutionFactsOf(facts: LineItemFacts, fulfillmentCode: string): SubstitutionFacts {
  const { lineItem, entitlement, soldTo } = facts
  return {
    soldTo: { name: soldTo?.code ?? null, displayName: soldTo?.name ?? null },
    entitlement: { id: entitlement.code, shipToAddress: entitlement.shipToAddress || null },
    lineItem: {
      activationId: lineItem.activationId,
      orderId: lineItem.orderId || null,
      orderLineNumber: lineItem.orderLineNumber || null,
      productName: facts.products[0]?.name ?? '',
      productVersion: facts.products[0]?.version ?? '',
      partNumber: lineItem.partNumberLabel || null,
      status: lineItem.state,
    },
    fulfillment: { id: fulfillmentCode },
    channelPartner: { name: facts.channelPartner },
    custom: Object.fromEntries(
      Object.entries(lineItem.customAttributes).map(([name, value]) => [name, String(value)]),
    ),
  }
}
