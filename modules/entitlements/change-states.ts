import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { find, findLocked } from '@tallystick/kernel/operation/find.ts'
import { brief, type AuditSubject, type CommandContext } from '@tallystick/kernel/operation/implement.ts'
import { entitlementFacts } from './commands-view.ts'
import { viewEntitlement } from './entitlement-view.ts'
import { viewLineItem } from './line-item-view.ts'
import { deployEntitlementRefusal, deployGoodsRefusal, type UsedGoods } from './rules/deployment.ts'
import {
  lineItemFollows,
  nextEntitlementState,
  nextLineItemState,
  type StateCommand,
} from './rules/lifecycle.ts'
import { goodsOf } from './store/catalog-facts.ts'
import { Entitlements } from './store/entitlements.ts'
import { LineItems, lineItemsOf, writeStates } from './store/line-items.ts'
import type { EntitlementRecord, LineItemRecord } from './store/records.ts'
import { lockWithParents } from './store/successors.ts'

/** Changes the state of an entitlement and of the line items that follow it, and tells everybody. */
export async function changeEntitlementState(ctx: CommandContext, reference: string, command: StateCommand) {
  const entitlement = await findLocked(ctx, Entitlements, reference)
  const state = nextEntitlementState(await entitlementFacts(ctx, entitlement), command)
  if (isRefusal(state)) ctx.refuse(state)
  const lineItems = await lineItemsOf(ctx, entitlement.id, { lock: true })
  const changes = lineItems.flatMap((lineItem) => {
    const after = lineItemFollows(lineItem, command)
    return after ? [{ lineItem, after }] : []
  })
  if (command === 'deploy') {
    const goods = await usedGoods(
      ctx,
      changes.map(({ lineItem }) => lineItem),
    )
    const refusal = deployEntitlementRefusal(entitlement.code, lineItems, goods)
    if (refusal) ctx.refuse(refusal)
  }
  await writeStates(
    ctx,
    { id: entitlement.id, state },
    changes.map(({ lineItem, after }) => ({ id: lineItem.id, ...after })),
  )
  ctx.audit({
    subjects: [entitlementSubject(entitlement), ...changes.map(({ lineItem }) => lineItemSubject(lineItem))],
    before: { state: entitlement.state },
    after: { state },
    details: { lineItems: changes.length },
  })
  announceEntitlement(ctx, entitlement, command, state)
  for (const { lineItem, after } of changes) announceLineItem(ctx, lineItem, after.state)
  if (ctx.isBrief) return brief(entitlement.id)
  return viewEntitlement(ctx, await find(ctx, Entitlements, entitlement.id))
}

/** Changes the state of one line item. */
export async function changeLineItemState(ctx: CommandContext, reference: string, command: StateCommand) {
  const lineItem = await lockedLineItem(ctx, reference)
  const { entitlementCode: code, entitlementState } = lineItem
  const facts = await entitlementFacts(ctx, { code, state: entitlementState })
  const state = nextLineItemState(lineItem, facts, command)
  if (isRefusal(state)) ctx.refuse(state)
  if (command === 'deploy') {
    const refusal = deployGoodsRefusal(await usedGoods(ctx, [lineItem]))
    if (refusal) ctx.refuse(refusal)
  }
  await writeStates(ctx, null, [{ id: lineItem.id, state, isInactiveByEntitlement: false }])
  ctx.audit({
    subjects: [lineItemSubject(lineItem), { kind: 'entitlement', id: lineItem.entitlementId, label: code }],
    before: { state: lineItem.state },
    after: { state },
  })
  announceLineItem(ctx, lineItem, state)
  return viewLineItem(ctx, await find(ctx, LineItems, lineItem.id))
}

/** Locks an entitlement, then in the order of their keys its line item and the one that it replaces. */
async function lockedLineItem(ctx: CommandContext, reference: string) {
  const { id, entitlementId, parentLineItemId } = await find(ctx, LineItems, reference)
  if (parentLineItemId !== null) {
    await findLocked(ctx, Entitlements, entitlementId)
    await lockWithParents(ctx, [id])
  }
  return findLocked(ctx, LineItems, id)
}

/** How history names an entitlement. */
export function entitlementSubject({
  id,
  code,
}: {
  readonly id: string
  readonly code: string
}): AuditSubject {
  return { kind: 'entitlement', id, label: code }
}

/** How history names a line item. */
export function lineItemSubject(lineItem: {
  readonly id: string
  readonly activationId: string
}): AuditSubject {
  return { kind: 'line-item', id: lineItem.id, label: lineItem.activationId }
}

/** Products and license models of line items, with their states now. */
async function usedGoods(
  ctx: CommandContext,
  lineItems: readonly LineItemRecord[],
): Promise<readonly UsedGoods[]> {
  const products = [...new Set(lineItems.flatMap((one) => one.products.map(({ productId }) => productId)))]
  const models = [...new Set(lineItems.flatMap(({ licenseModelId }) => licenseModelId ?? []))]
  const goods = await goodsOf(ctx, { products, models, partNumbers: [], productLines: [] })
  return [
    ...products.map((id) => goods.product(id)),
    ...models.map((id) => ({ label: goods.model(id).name, state: goods.model(id).state })),
  ]
}

function announceEntitlement(
  ctx: CommandContext,
  entitlement: EntitlementRecord,
  command: StateCommand,
  state: string,
): void {
  const subject = entitlementSubject(entitlement)
  const payload = { entitlementId: entitlement.id, code: entitlement.code }
  if (command === 'deploy') ctx.emit('entitlement.deployed', subject, payload)
  ctx.emit('entitlement.state-changed', subject, { ...payload, from: entitlement.state, to: state })
}

function announceLineItem(ctx: CommandContext, lineItem: LineItemRecord, state: string): void {
  ctx.emit('line-item.state-changed', lineItemSubject(lineItem), {
    lineItemId: lineItem.id,
    activationId: lineItem.activationId,
    entitlementId: lineItem.entitlementId,
    from: lineItem.state,
    to: state,
  })
}
