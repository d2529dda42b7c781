import { findLocked } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { entitlementSubject, lineItemSubject } from '../change-states.ts'
import { entitlementFacts } from '../commands-view.ts'
import { entitlementOpenRefusal } from '../rules/lifecycle.ts'
import { deleteEntitlement as write, Entitlements } from '../store/entitlements.ts'
import { lineItemsOf } from '../store/line-items.ts'
import { deleteEntitlement } from './delete-entitlement.contract.ts'

export default implement(deleteEntitlement, async (ctx, input) => {
  const entitlement = await findLocked(ctx, Entitlements, input.id)
  const refusal = entitlementOpenRefusal(await entitlementFacts(ctx, entitlement))
  if (refusal) ctx.refuse(refusal)
  const lineItems = await lineItemsOf(ctx, entitlement.id, { lock: true })

  await write(ctx, entitlement)
  ctx.audit({
    subjects: [entitlementSubject(entitlement), ...lineItems.map(lineItemSubject)],
    before: { entitlementId: entitlement.code, state: entitlement.state, soldTo: entitlement.soldToLabel },
    details: { lineItems: lineItems.map(({ activationId }) => activationId) },
  })
  return { id: entitlement.id, entitlementId: entitlement.code }
})
