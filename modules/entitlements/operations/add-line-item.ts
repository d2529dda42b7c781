import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { find, findLocked } from '@tallystick/kernel/operation/find.ts'
import { brief, implement } from '@tallystick/kernel/operation/implement.ts'
import { entitlementSubject, lineItemSubject } from '../change-states.ts'
import { entitlementFacts } from '../commands-view.ts'
import { viewLineItem } from '../line-item-view.ts'
import { requireChangePermissions } from '../prepare-changes.ts'
import { prepareLineItems } from '../prepare-line-items.ts'
import { entitlementEditRefusal, nextLineItemState, stateOfNewLineItem } from '../rules/lifecycle.ts'
import { Entitlements, insertLineItems } from '../store/entitlements.ts'
import type { NewLineItem } from '../store/line-item-json.ts'
import { LineItems, lineItemsOf } from '../store/line-items.ts'
import { addLineItem } from './add-line-item.contract.ts'

export default implement(addLineItem, async (ctx, input) => {
  const entitlement = await findLocked(ctx, Entitlements, input.entitlement)
  const facts = await entitlementFacts(ctx, entitlement)
  const closed = entitlementEditRefusal(facts)
  if (closed) ctx.refuse(closed)
  const { entitlement: _entitlement, autoDeploy, ...wish } = input
  void _entitlement
  requireChangePermissions(ctx, [wish])
  const [planned] = (await prepareLineItems(ctx, [wish], {
    entitlement,
    state: stateOfNewLineItem(entitlement.state),
    soldToAccountId: entitlement.soldToAccountId,
    soldToLabel: entitlement.soldToLabel,
    kind: entitlement.kind,
    isDeployedAtOnce: autoDeploy === true,
    maintenance: wish.maintenance?.length ? await lineItemsOf(ctx, entitlement.id) : [],
  })) as [NewLineItem]
  const state = autoDeploy ? nextLineItemState(planned, facts, 'deploy') : planned.state
  if (isRefusal(state)) return ctx.refuse(state)

  await insertLineItems(ctx, entitlement.id, [{ ...planned, state }])
  const { labels, products: _products, ...after } = planned.plan
  void _products
  ctx.audit({
    subjects: [lineItemSubject(planned), entitlementSubject(entitlement)],
    after: { activationId: planned.activationId, state, ...after, products: labels.products },
  })
  if (state === 'deployed') {
    ctx.emit('line-item.state-changed', lineItemSubject(planned), {
      lineItemId: planned.id,
      activationId: planned.activationId,
      entitlementId: entitlement.id,
      from: 'draft',
      to: state,
    })
  }
  if (ctx.isBrief) return brief(planned.id)
  return viewLineItem(ctx, await find(ctx, LineItems, planned.id))
})
