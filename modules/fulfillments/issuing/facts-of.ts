import type { LockedLineItem } from '@tallystick/entitlements/services.ts'
import type { CommandContext, QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { ActivationFacts } from '../rules/activation-facts.ts'
import { calendarDateAt } from '../rules/calendar.ts'
import type { SubstitutionFacts } from '../rules/substitution.ts'

/** The facts that decide an activation, from a line item that is held by its lock. */
export function activationFactsOf(ctx: QueryContext | CommandContext, item: LockedLineItem): ActivationFacts {
  return {
    entitlement: { state: item.entitlement.state, isBulk: item.entitlement.kind === 'bulk' },
    lineItem: {
      activationId: item.activationId,
      state: item.state,
      counts: item.counts,
      start: item.start,
      term: item.term,
      version: item.version,
      attributes: item.attributes,
    },
    products: item.products,
    model: item.model,
    today: calendarDateAt(ctx.now, item.timeZone ?? 'UTC'),
    mayActivateTest: ctx.scope.all,
    mayOverridePolicies: ctx.may('policies.override'),
  }
}

/** What the variables in vendor string, notice, issuer and serial number stand for. */
export function substitutionFactsOf(item: LockedLineItem, fulfillmentCode: string): SubstitutionFacts {
  return {
    soldTo: { name: item.soldTo?.code ?? null, displayName: item.soldTo?.name ?? null },
    entitlement: { id: item.entitlement.code, shipToAddress: item.entitlement.shipToAddress || null },
    lineItem: {
      activationId: item.activationId,
      orderId: item.orderId || null,
      orderLineNumber: item.orderLineNumber || null,
      productName: item.products[0]?.name ?? '',
      productVersion: item.products[0]?.version ?? '',
      partNumber: item.partNumber,
      status: item.state,
    },
    fulfillment: { id: fulfillmentCode },
    channelPartner: { name: item.channelPartner },
    custom: item.customAttributes,
  }
}
