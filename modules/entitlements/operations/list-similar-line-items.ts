import { isRelated } from '@tallystick/accounts/services.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { refuseHiddenSplit } from '../split-target.ts'
import { movedFrom, refuseOthers, targetAccount } from '../move-target.ts'
import { termText } from '../rules/terms.ts'
import { similarLineItems } from '../store/similar.ts'
import { listSimilarLineItems } from './list-similar-line-items.contract.ts'

export default implementQuery(listSimilarLineItems, async (ctx, input) => {
  const from = await movedFrom(ctx, input.id)
  await refuseHiddenSplit(ctx)
  refuseOthers(ctx, from)
  const target = await targetAccount(ctx, input, (id) => isRelated(ctx, from.owner?.accountId ?? '', id))
  const alike = await similarLineItems(ctx, from.lineItem, target.id, ctx.scope)
  return {
    lineItems: alike.map((one) => ({
      id: one.id,
      activationId: one.activationId,
      entitlementId: one.entitlementCode,
      products: one.productsLabel,
      expiration: termText(one.term, one.endsOn),
      copiesTotal: one.copiesTotal,
    })),
  }
})
