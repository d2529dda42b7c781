import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { find, findLocked } from '@tallystick/kernel/operation/find.ts'
import {
  brief,
  type BriefAnswer,
  type CommandContext,
  type QueryContext,
} from '@tallystick/kernel/operation/implement.ts'
import type { z } from 'zod'
import { changeWish, type ChangeInput } from './change-wish.ts'
import { entitlementSubject, lineItemSubject } from './change-states.ts'
import { entitlementFacts } from './commands-view.ts'
import { viewLineItem } from './line-item-view.ts'
import type { ChangeKind, RecordState } from './model.ts'
import type { LineItemView } from './operations/line-item-shapes.contract.ts'
import { changedParentOf } from './prepare-changes.ts'
import { prepareLineItems } from './prepare-line-items.ts'
import {
  entitlementEditRefusal,
  nextLineItemState,
  stateOfNewLineItem,
  type EntitlementFacts,
} from './rules/lifecycle.ts'
import { changeableRefusal } from './rules/line-item-changes.ts'
import { termText } from './rules/terms.ts'
import { replacedLineItems } from './store/changed-line-items.ts'
import { Entitlements, insertLineItems } from './store/entitlements.ts'
import type { NewLineItem } from './store/line-item-json.ts'
import { LineItems, lineItemsOf, writeStates } from './store/line-items.ts'
import type { EntitlementRecord, LineItemRecord } from './store/records.ts'

/** A change that holds every rule, ready to be written. */
export interface PlannedChange {
  readonly parent: LineItemRecord
  readonly entitlement: EntitlementRecord
  readonly added: NewLineItem
  /** The state of the replaced line item afterwards. */
  readonly parentState: RecordState
}

const past = { upgrade: 'upgraded', upsell: 'upsold', renewal: 'renewed' } as const

/** Upgrades, upsells or renews a line item: adds the one that replaces it. Copies move later, with licenses. */
export async function changeLineItem(
  ctx: CommandContext,
  kind: ChangeKind,
  input: ChangeInput,
): Promise<z.input<typeof LineItemView> | BriefAnswer> {
  const change = await planChange(ctx, kind, input, findLocked)
  const { parent, entitlement, added, parentState } = change
  await insertLineItems(ctx, entitlement.id, [added])
  if (parentState !== parent.state) {
    await writeStates(ctx, null, [{ id: parent.id, state: parentState, isInactiveByEntitlement: false }])
  }
  const { labels, products: _products, ...plan } = added.plan
  void _products
  ctx.audit({
    subjects: [lineItemSubject(added), lineItemSubject(parent), entitlementSubject(entitlement)],
    before: { activationId: parent.activationId, state: parent.state, products: parent.productsLabel },
    after: { activationId: added.activationId, state: added.state, ...plan, products: labels.products },
    details: { parentState },
  })
  ctx.emit(`line-item.${past[kind]}`, lineItemSubject(added), {
    lineItemId: added.id,
    activationId: added.activationId,
    entitlementId: entitlement.id,
    state: added.state,
    parentLineItemId: parent.id,
    parentActivationId: parent.activationId,
  })
  if (parentState !== parent.state) {
    ctx.emit('line-item.state-changed', lineItemSubject(parent), {
      lineItemId: parent.id,
      activationId: parent.activationId,
      entitlementId: parent.entitlementId,
      from: parent.state,
      to: parentState,
    })
  }
  if (ctx.isBrief) return brief(added.id)
  return viewLineItem(ctx, await find(ctx, LineItems, added.id))
}

/**
 * Decides a change of a line item, or ends the operation with the first refusal. Locks the entitlement with the given
 * way of finding it, and then the line item; writes nothing.
 */
export async function planChange(
  ctx: QueryContext,
  kind: ChangeKind,
  input: ChangeInput,
  look: typeof find,
): Promise<PlannedChange> {
  const [replaced] = await replacedLineItems(ctx, [input.id], false)
  const parent = replaced as NonNullable<typeof replaced>
  const own = parent.record.entitlementId
  const entitlement = await look(ctx, Entitlements, input.entitlement ?? own)
  const facts = await entitlementFacts(ctx, entitlement)
  const refusal = changeableRefusal(kind, changedParentOf(parent)) ?? entitlementEditRefusal(facts)
  if (refusal) ctx.refuse(refusal)
  const state = stateOfNewLineItem(entitlement.state)
  const wish = await changeWish(ctx, kind, parent, input, { isSame: entitlement.id === own, state })
  const [planned] = (await prepareLineItems(ctx, [{ ...wish, changeKind: kind, changes: parent.record.id }], {
    entitlement,
    state,
    kind: entitlement.kind,
    isPreview: look === find,
    soldToAccountId: entitlement.soldToAccountId,
    soldToLabel: entitlement.soldToLabel,
    maintenance: wish.maintenance?.length ? await lineItemsOf(ctx, entitlement.id) : [],
    customAttributes: parent.record.customAttributes,
    ...(kind === 'renewal' && { renews: renewed(parent.record) }),
  })) as [NewLineItem]
  return {
    parent: parent.record,
    entitlement,
    added: { ...planned, state: deployedState(ctx, planned, facts, input.autoDeploy === true) },
    parentState: parentStateAfter(ctx, parent.record, facts, input.allowActivationsOnParent !== false),
  }
}

function renewed({ activationId, term, endsOn }: LineItemRecord) {
  return { activationId, present: termText(term, endsOn) }
}

function deployedState(
  ctx: QueryContext,
  planned: NewLineItem,
  facts: EntitlementFacts,
  autoDeploy: boolean,
): RecordState {
  const state = autoDeploy ? nextLineItemState(planned, facts, 'deploy') : planned.state
  return isRefusal(state) ? ctx.refuse(state) : state
}

function parentStateAfter(
  ctx: QueryContext,
  parent: LineItemRecord,
  facts: EntitlementFacts,
  isKept: boolean,
): RecordState {
  const state = isKept ? parent.state : nextLineItemState(parent, facts, 'obsolete')
  return isRefusal(state) ? ctx.refuse(state) : state
}
