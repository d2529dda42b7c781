import { fillText, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { modelOf } from './facts-of.ts'
import { holdingOf, standingOf, type HeldLicense, type Reissue } from './held-licenses.ts'
import { modelAttributesOf } from './license-attributes.ts'
import { refusalTexts } from './refusal-texts.ts'

/** A refusal of one of several licenses that go together: which one it is, with the reason and its cure. */
export function cannotGo(fulfillmentCode: string, refusal: Refusal): Refusal {
  const text = refusalTexts[refusal.code]
  return refuse('license-cannot-go', {
    fulfillment: fulfillmentCode,
    because: refusal.code,
    reason: text ? fillText(text.say, refusal.data) : refusal.code,
    cure: text ? fillText(text.cure, refusal.data) : '',
  })
}

/** Where a license stands that continues another one as what it is: master, or beside others without copies. */
export function placeOf(held: HeldLicense): Reissue['place'] {
  const { supportAction, chainId } = held.record
  const { takesCopies } = standingOf(held)
  const isBeside = supportAction === 'emergency' || supportAction === 'stop-gap'
  return { supportAction: isBeside ? supportAction : 'master', chainId, takesCopies }
}

/** The facts that decide whether a license goes to other hosts, with those that it has. */
export function rehostFactsOf(ctx: QueryContext, held: HeldLicense) {
  const { record, item, hosts } = held
  return {
    license: { ...standingOf(held), ...holdingOf(held) },
    attributes: modelAttributesOf(record),
    hostTexts: [...record.servers, ...record.nodeHosts],
    lineItem: item.lineItem,
    model: modelOf(item),
    mayOverridePolicies: ctx.may('policies.override'),
    hosts,
  }
}
