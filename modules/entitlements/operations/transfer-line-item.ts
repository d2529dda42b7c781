import { isOfHierarchy } from '@tallystick/accounts/services.ts'
import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { findLocked } from '@tallystick/kernel/operation/find.ts'
import { implement, type CommandContext } from '@tallystick/kernel/operation/implement.ts'
import { transfersOnHold } from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import { lineItemSubject } from '../change-states.ts'
import { givenAway, moveCopies } from '../move-copies.ts'
import { moveSubjects, viewMove } from '../move-outcome.ts'
import { givingSide, movedFrom, refuseOthers, targetAccount, type MovedFrom } from '../move-target.ts'
import { placeForMovedCopies, type MovedLineItem } from '../place-moved-copies.ts'
import { copiesAvailable } from '../rules/figures.ts'
import { moveRefusal, tierOfKind } from '../rules/move-facts.ts'
import { planMoveOfFree } from '../rules/split.ts'
import { inUseRefusal } from '../rules/transfer.ts'
import { Entitlements } from '../store/entitlements.ts'
import { lineItemsOf } from '../store/line-items.ts'
import { doneNow, insertTransfer } from '../store/transfers.ts'
import { transferLineItem } from './transfer-line-item.contract.ts'

export default implement(transferLineItem, async (ctx: CommandContext, input) => {
  const from = await movedFrom(ctx, input.id)
  const closed = moveRefusal(from.facts)
  if (closed) ctx.refuse(closed)
  const isDirect = ctx.scope.all && ctx.may('entitlements.approve-transfers')
  if (!isDirect && (input.keepsActivationId || input.entitlement))
    ctx.refuse(refuse('transfer-producer-only'))
  refuseOthers(ctx, from)
  const owner = from.owner?.accountId ?? from.lineItem.soldToAccountId
  const isNear = (id: string) => (owner ? isOfHierarchy(ctx, owner, id) : Promise.resolve(false))
  const target = await targetAccount(ctx, input, isNear)
  if (target.id === owner) ctx.refuse(refuse('move-to-owner'))
  if (!isDirect && !(await isNear(target.id))) {
    ctx.refuse(refuse('not-same-hierarchy', { account: target.label }))
  }

  const waits = !isDirect && (await settingOf(ctx, transfersOnHold))
  const tier = tierOfKind(target.kind)
  const { lineItem } = from
  const prepared = await placeForMovedCopies(ctx, {
    from: [lineItem.id],
    target: {
      accountId: target.id,
      parties: [{ tier, account: target.id, contact: target.contact?.id ?? null, isOwner: true }],
      ...(input.entitlement && { entitlement: await chosenEntitlement(ctx, input.entitlement, target.id) }),
    },
    pool: false,
    originKind: 'transfer',
    ...(waits && { state: 'on-hold' as const }),
    ...(input.keepsActivationId && { activationIds: { [lineItem.id]: lineItem.activationId } }),
    beside: await siblingsOf(ctx, from),
  })
  const moved = prepared.moves[0] as MovedLineItem
  const { source, place } = moved
  const refusal =
    moveRefusal({ ...from.facts, ...source.lineItem, entitlement: source.entitlement }) ??
    inUseRefusal(from.entitlement.code, prepared.beside)
  if (refusal) ctx.refuse(refusal)
  const counts = source.lineItem
  const amount = input.copies ?? Math.max(1, copiesAvailable(counts))
  const plan = planMoveOfFree(source.chain, amount)
  if (isRefusal(plan)) ctx.refuse(plan)
  if (input.keepsActivationId && amount < counts.copiesTotal) {
    const { activationId, copiesTotal: total } = counts
    ctx.refuse(refuse('activation-id-kept-twice', { activationId, total, requested: amount }))
  }
  const renamed = input.keepsActivationId ? { [counts.id]: givenAway(counts.activationId) } : {}
  const done = await moveCopies(ctx, prepared, [plan], { renamed })

  const transfer = {
    id: newId(),
    kind: 'transfer' as const,
    state: waits ? ('waiting' as const) : ('direct' as const),
    lineItemId: place.lineItemId,
    activationId: place.activationId,
    originLineItemId: counts.id,
    originActivationId: counts.activationId,
    products: counts.productsLabel,
    fromAccountId: owner,
    fromLabel: counts.soldToLabel,
    toAccountId: target.id,
    toLabel: target.label,
    copies: amount,
    moves: done,
    ...doneNow(ctx),
    note: input.note ?? '',
    ...(waits && { decidedBy: '', decidedAt: null }),
  }
  await insertTransfer(ctx, transfer)
  const { id: transferId, state, moves: _moves, ...told } = transfer
  void _moves
  ctx.audit({
    subjects: moveSubjects(moved, target.id),
    details: {
      from: told.originActivationId,
      to: told.activationId,
      account: target.label,
      copies: amount,
      state,
    },
  })
  ctx.emit(waits ? 'line-item-transfer.requested' : 'line-item.transferred', lineItemSubject(counts), {
    transferId,
    ...told,
    tellGiver: await givingSide(ctx, from.owner),
    language: ctx.principal.locale,
    tellTaker: target.told,
  })
  return { ...(await viewMove(ctx, moved, done, plan.draws)), transfer: { id: transferId, state } }
})

/** All line items of the entitlement: none of them may be in use, whether the caller sees them or not. */
async function siblingsOf(ctx: CommandContext, { entitlement }: MovedFrom): Promise<readonly string[]> {
  const wide = { ...ctx, scope: { all: true } } as const
  return (await lineItemsOf(wide, entitlement.id)).map(({ id }) => id)
}

/** An entitlement of the target account that is open for further line items, under lock. */
async function chosenEntitlement(ctx: CommandContext, reference: string, accountId: string) {
  const { id, code, state, kind, soldToAccountId, soldToLabel } = await findLocked(
    ctx,
    Entitlements,
    reference,
  )
  if (soldToAccountId !== accountId || state !== 'deployed' || kind !== 'regular') {
    ctx.refuse(refuse('entitlement-of-other-account', { entitlementId: code, soldTo: soldToLabel, state }))
  }
  return { id, code, soldToAccountId, soldToLabel }
}
