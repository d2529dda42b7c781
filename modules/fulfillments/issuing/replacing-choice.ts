import { targetsOf } from '@tallystick/catalog/services.ts'
import {
  lineItemFacts,
  replacingLineItemKeys,
  type LineItemFacts,
} from '@tallystick/entitlements/services.ts'
import { copiesUnfulfilled } from '@tallystick/entitlements/rules/figures.ts'
import type { ChangeKind } from '@tallystick/entitlements/model.ts'
import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { Fulfillment } from '../resources.ts'
import { technologyChangeRefusal } from '../rules/held-licenses.ts'
import { relatedRefusal } from '../rules/replace-licenses.ts'
import { liveRefusal } from '../rules/support-states.ts'
import { standingOfRecord } from './held-licenses.ts'
import { permittedOn } from './license-acts.ts'
import { relatedOf, replacingFactsOf } from './replacing.ts'

/** A line item to which licenses of another one can go. */
export interface ReplacingChoice {
  readonly item: LineItemFacts
  readonly changeKind: ChangeKind
}

/**
 * The line items that can replace licenses of this one, by relation and account, with copies left: a few round trips.
 * Whether one can be used just now (its state, the hosts) is asked besides. LIFE-05.
 */
export async function replacingChoices(
  ctx: QueryContext,
  own: LineItemFacts,
): Promise<readonly ReplacingChoice[]> {
  if (own.soldTo === null) return []
  const from = own.products.map(({ id }) => id)
  const steps = {
    upgrade: await targetsOf(ctx, 'upgrade', from),
    upsell: await targetsOf(ctx, 'upsell', from),
    renewal: [],
  }
  const reached = [...steps.upgrade, ...steps.upsell].map(({ toId }) => toId)
  const keysFrom = replacingLineItemKeys(ctx, {
    accountId: own.soldTo.id,
    parentId: own.lineItem.id,
    productIds: [...from, ...reached],
  })
  const others = await lineItemFacts(ctx, { keysFrom, named: [] })
  return others.flatMap((item) => {
    const { changeKind } = item.lineItem
    const facts = replacingFactsOf(item, { lineItems: [], licenses: [], steps: [] })
    if (changeKind === null || facts === null || copiesUnfulfilled(item.lineItem) === 0) return []
    if (relatedRefusal(facts.by, relatedOf(own), steps[changeKind]) !== null) return []
    return [{ item, changeKind }]
  })
}

/** Whether a license can be upgraded, upsold or renewed; undefined when the caller may not know of it. */
export async function upgradeState(
  ctx: QueryContext,
  license: Fulfillment,
  own: LineItemFacts,
): Promise<Refusal | null | undefined> {
  if (!ctx.may('licenses.upgrade')) return undefined
  const mayAct = await permittedOn(ctx, license)
  if (!mayAct('licenses.upgrade', 'child-licenses.upgrade')) return undefined
  const closed = liveRefusal(standingOfRecord(license))
  if (closed !== null) return closed
  const choices = await replacingChoices(ctx, own)
  const [first] = choices
  if (!first) return refuse('nothing-replaces', { fulfillment: license.fulfillmentCode })
  const apart = choices.map(({ item }) => technologyChangeRefusal(license, item.lineItem))
  return apart.includes(null) ? null : (apart[0] ?? null)
}
