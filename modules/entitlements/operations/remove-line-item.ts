import { findLocked } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { lineItemSubject } from '../change-states.ts'
import { lineItemOpenRefusal } from '../rules/lifecycle.ts'
import { deleteLineItem, LineItems } from '../store/line-items.ts'
import { removeLineItem } from './remove-line-item.contract.ts'

export default implement(removeLineItem, async (ctx, input) => {
  const lineItem = await findLocked(ctx, LineItems, input.id)
  const refusal = lineItemOpenRefusal(lineItem)
  if (refusal) ctx.refuse(refusal)

  await deleteLineItem(ctx, lineItem)
  ctx.audit({
    subjects: [
      lineItemSubject(lineItem),
      { kind: 'entitlement', id: lineItem.entitlementId, label: lineItem.entitlementCode },
    ],
    before: {
      activationId: lineItem.activationId,
      products: lineItem.productsLabel,
      copies: lineItem.copiesTotal,
    },
  })
  return { id: lineItem.id, activationId: lineItem.activationId }
})
