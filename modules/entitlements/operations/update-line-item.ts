import { changedMeanwhile } from '@tallystick/kernel/errors/refusal.ts'
import { find, findLocked } from '@tallystick/kernel/operation/find.ts'
import { brief, implement } from '@tallystick/kernel/operation/implement.ts'
import { checkedAttributes } from '@tallystick/settings/services.ts'
import { lineItemSubject } from '../change-states.ts'
import { planEdit } from '../edit-line-item.ts'
import { byKey, inputOfLineItem, withKeys } from '../input-of.ts'
import { viewLineItem } from '../line-item-view.ts'
import { attributeKind, maintenanceIdsOf, referencesOf, refuseBadIds } from '../prepare-line-items.ts'
import { changedFields, fixedFieldsRefusal, lineItemFieldsAlways, pick } from '../rules/edits.ts'
import { lineItemEditRefusal } from '../rules/lifecycle.ts'
import { goodsOf } from '../store/catalog-facts.ts'
import { LineItems, lineItemsOf, updateLineItem as write } from '../store/line-items.ts'
import { updateLineItem } from './update-line-item.contract.ts'

export default implement(updateLineItem, async (ctx, input) => {
  const { id, rowVersion, ...wish } = input
  const lineItem = await findLocked(ctx, LineItems, id)
  const stale = changedMeanwhile({ ...lineItem, label: lineItem.activationId }, rowVersion)
  if (stale) ctx.refuse(stale)
  const closed = lineItemEditRefusal(lineItem)
  if (closed) ctx.refuse(closed)

  const before = inputOfLineItem(lineItem, byKey)
  const goods = await goodsOf(ctx, referencesOf([before, wish]))
  const kind = attributeKind(wish.kind ?? lineItem.kind)
  const present = lineItem.customAttributes
  const { customAttributes: wanted } = wish
  const customAttributes = wanted && (await checkedAttributes(ctx, kind, wanted, present))
  const edit = {
    ...withKeys(wish, goods),
    ...(customAttributes && { customAttributes: { ...customAttributes } }),
  }
  const given = Object.keys(edit).filter((field) => edit[field as keyof typeof edit] !== undefined)
  const changed = changedFields(before, pick(edit, given))
  if (changed.length === 0) return viewLineItem(ctx, lineItem)
  const fixed = fixedFieldsRefusal(lineItem.state, changed, lineItemFieldsAlways)
  if (fixed) ctx.refuse(fixed)
  if (edit.activationId && edit.activationId.toLowerCase() !== lineItem.activationId.toLowerCase()) {
    await refuseBadIds(ctx, [edit])
  }

  const plan = planEdit(ctx, lineItem, edit, goods)
  const maintenanceIds = edit.maintenance
    ? maintenanceIdsOf(ctx, plan, edit.maintenance, await lineItemsOf(ctx, lineItem.entitlementId))
    : lineItem.maintenance.map((one) => one.id)
  const activationId = edit.activationId ?? lineItem.activationId
  await write(ctx, { id: lineItem.id, activationId }, plan, maintenanceIds)
  ctx.audit({
    subjects: [
      lineItemSubject({ id: lineItem.id, activationId }),
      { kind: 'entitlement', id: lineItem.entitlementId, label: lineItem.entitlementCode },
    ],
    before: pick(before, changed),
    after: pick(edit, changed),
  })
  if (ctx.isBrief) return brief(lineItem.id)
  return viewLineItem(ctx, await find(ctx, LineItems, lineItem.id))
})
