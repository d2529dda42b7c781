import { Forbidden } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { calendarDateAt } from '../rules/calendar.ts'
import type { BesideFacts } from '../rules/license-beside.ts'
import type { ReissueFacts } from '../rules/reissue-settings.ts'
import { longestOf } from '../rules/support-policy.ts'
import { activationFactsOf } from './facts-of.ts'
import { policyFactsOf, standingOf, type HeldLicense } from './held-licenses.ts'
import { modelAttributesOf } from './license-attributes.ts'

/** The facts that decide a license in the place of another one. */
export function reissueFactsOf(ctx: QueryContext, held: HeldLicense): ReissueFacts {
  const { record, item } = held
  const { lineItem, products, model, today, mayOverridePolicies } = activationFactsOf(ctx, item)
  return {
    lineItem,
    products,
    model,
    today,
    mayOverridePolicies,
    license: standingOf(held),
    settings: {
      starts: record.startsOn,
      expires: record.expiresOn,
      versionDate: record.versionDate,
      attributes: modelAttributesOf(record),
    },
    hosts: held.hosts,
  }
}

/** The facts that decide a license beside another one. */
export function besideFactsOf(
  ctx: QueryContext,
  held: HeldLicense,
  policy: 'emergencies' | 'stopGaps',
): BesideFacts {
  const facts = reissueFactsOf(ctx, held)
  const issued = Temporal.Instant.from(held.record.fulfilledAt)
  return {
    ...facts,
    fulfilledOn: calendarDateAt(issued, held.item.lineItem.timeZone ?? 'UTC'),
    longest: longestOf(policyFactsOf(held.item), policy),
    mayOverrideLength: facts.mayOverridePolicies,
  }
}

/** Some corrections are the producer's alone, whatever permissions a role of customers was given. */
export function onlyForProducer(ctx: QueryContext, permission: string): void {
  if (!ctx.scope.all) throw new Forbidden(permission)
}
