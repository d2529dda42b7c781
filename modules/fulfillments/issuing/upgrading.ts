import type { LineItemFacts } from '@tallystick/entitlements/services.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { activationFieldsOf } from '../rules/activation-fields.ts'
import type { ReplacingFacts } from '../rules/replace-licenses.ts'
import type { UpgradeFacts } from '../rules/upgrade-license.ts'
import { activationFactsOf } from './facts-of.ts'
import { holdingOf, standingOf, type HeldLicense } from './held-licenses.ts'
import { relatedOf, replacingFactsOf } from './replacing.ts'

/** A license, a line item that may replace its own, and the relations between their products. */
export interface LicenseAndTarget {
  readonly held: HeldLicense
  readonly item: LineItemFacts
  readonly steps: ReplacingFacts['steps']
}

/** The facts that decide whether a license becomes one of a line item; exact only while both are locked. */
export function upgradeFactsOf(
  ctx: QueryContext,
  { held, item, steps }: LicenseAndTarget,
  attributes: Readonly<Record<string, unknown>> = {},
): UpgradeFacts {
  const { id, lineItemId, fulfilledAt } = held.record
  const activation = activationFactsOf(ctx, item)
  const { offersServerHost } = activationFieldsOf(activation.lineItem, activation.model, activation.products)
  return {
    license: { ...standingOf(held), ...holdingOf(held), ...held.hosts, id, lineItemId, fulfilledAt },
    activation,
    replacing: replacingFactsOf(item, { lineItems: [relatedOf(held.item)], licenses: [], steps }),
    mayNameServer:
      offersServerHost || attributes['useServer'] === true || attributes['flexidSharing'] === true,
  }
}
