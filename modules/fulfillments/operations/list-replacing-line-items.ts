import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import { lineItemFacts, type LineItemFacts } from '@tallystick/entitlements/services.ts'
import { copiesUnfulfilled } from '@tallystick/entitlements/rules/figures.ts'
import { endsOn } from '@tallystick/entitlements/rules/terms.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { heldHostsOf } from '../issuing/held-hosts.ts'
import { activationFactsOf, modelOf } from '../issuing/facts-of.ts'
import { holdingOf, standingOf } from '../issuing/held-licenses.ts'
import { replacingChoices } from '../issuing/replacing-choice.ts'
import { viewRefusal } from '../issuing/view-refusal.ts'
import { stateRefusal } from '../rules/activation-states.ts'
import { technologyChangeRefusal } from '../rules/held-licenses.ts'
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

  const choices = await replacingChoices(ctx, own)
  const license = { ...holdingOf(held), ...held.hosts }
  return {
    copies: record.copies,
    isDivisible: licenseKindOf(license.licenseKind).asksCount && record.copies > 1,
    lineItems: choices.map(({ item, changeKind }) => {
      const refusal =
        technologyChangeRefusal(record, item.lineItem) ??
        stateRefusal(activationFactsOf(ctx, item)) ??
        hostsRefusal(modelOf(item).kind, license)
      return { ...rowOf(item), changeKind, refusal: viewRefusal(refusal, item.lineItem.activationId) }
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
    isPermanent: lineItem.term.kind === 'permanent',
    total: lineItem.copiesTotal,
    remaining: copiesUnfulfilled(lineItem),
  }
}
