import { targetsOf } from '@tallystick/catalog/services.ts'
import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import {
  lineItemFacts,
  replacingLineItemKeys,
  type LineItemFacts,
} from '@tallystick/entitlements/services.ts'
import { copiesUnfulfilled } from '@tallystick/entitlements/rules/figures.ts'
import { endsOn } from '@tallystick/entitlements/rules/terms.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { heldHostsOf } from '../issuing/held-hosts.ts'
import { activationFactsOf, modelOf } from '../issuing/facts-of.ts'
import { holdingOf, standingOf } from '../issuing/held-licenses.ts'
import { relatedOf, replacingFactsOf } from '../issuing/replacing.ts'
import { viewRefusal } from '../issuing/view-refusal.ts'
import { stateRefusal } from '../rules/activation-states.ts'
import { relatedRefusal } from '../rules/replace-licenses.ts'
import { liveRefusal } from '../rules/support-states.ts'
import { hostsRefusal } from '../rules/upgrade-license.ts'
import { licenseWithHostsOf } from '../store/held-licenses.ts'
import { listReplacingLineItems } from './list-replacing-line-items.contract.ts'

export default implementQuery(listReplacingLineItems, async (ctx, input) => {
  const record = await licenseWithHostsOf(ctx, input.fulfillment)
  const [own] = await lineItemFacts(ctx, [record.lineItemId])
  invariant(own, 'Who sees a license sees its line item.')
  const held = { record, item: own, hosts: heldHostsOf(record) }
  const closed = liveRefusal(standingOf(held))
  if (closed) return ctx.refuse(closed)

  const from = own.products.map(({ id }) => id)
  const steps = {
    upgrade: await targetsOf(ctx, 'upgrade', from),
    upsell: await targetsOf(ctx, 'upsell', from),
    renewal: [],
  }
  const reached = [...steps.upgrade, ...steps.upsell].map(({ toId }) => toId)
  const wish = { parentId: own.lineItem.id, productIds: [...from, ...reached] }
  const account = own.soldTo?.id
  const others = account
    ? await lineItemFacts(ctx, {
        keysFrom: replacingLineItemKeys(ctx, { ...wish, accountId: account }),
        named: [],
      })
    : []
  const license = { ...holdingOf(held), ...held.hosts }
  return {
    copies: record.copies,
    isDivisible: licenseKindOf(license.licenseKind).asksCount && record.copies > 1,
    lineItems: others.flatMap((item) => {
      const { changeKind } = item.lineItem
      const facts = replacingFactsOf(item, { lineItems: [], licenses: [], steps: [] })
      if (changeKind === null || facts === null || copiesUnfulfilled(item.lineItem) === 0) return []
      if (relatedRefusal(facts.by, relatedOf(own), steps[changeKind]) !== null) return []
      const refusal = stateRefusal(activationFactsOf(ctx, item)) ?? hostsRefusal(modelOf(item).kind, license)
      return [{ ...rowOf(item), changeKind, refusal: viewRefusal(refusal, item.lineItem.activationId) }]
    }),
  }
})

function rowOf(item: LineItemFacts) {
  const { lineItem, entitlement } = item
  return {
    id: lineItem.id,
    activationId: lineItem.activationId,
    entitlementCode: entitlement.code,
    products: lineItem.productsLabel,
    licenseModel: modelOf(item).name,
    expiresOn: endsOn(lineItem.term, lineItem.startsOn),
    remaining: copiesUnfulfilled(lineItem),
  }
}
