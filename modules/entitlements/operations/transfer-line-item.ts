import { isOfHierarchy } from '@tallystick/accounts/services.ts'
import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import { implement, type CommandContext } from '@tallystick/kernel/operation/implement.ts'
import { transfersOnHold } from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import { lineItemSubject } from '../change-states.ts'
import { givenAway, moveCopies } from '../move-copies.ts'
import { moveSubjects, viewMove } from '../move-outcome.ts'
import { givingSide, movedFrom, refuseOthers, targetAccount } from '../move-target.ts'
import { placeForMovedCopies, type MovedLineItem } from '../place-moved-copies.ts'
import { copiesAvailable } from '../rules/figures.ts'
import { moveRefusal, tierOfKind } from '../rules/move-facts.ts'
import { planMoveOfFree } from '../rules/split.ts'
import { inUseRefusal } from '../rules/transfer.ts'
import { insertTransfer } from '../store/transfers.ts'
import { chosenEntitlement, recordOf, siblingsOf } from '../transfer-parts.ts'
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
  const { source } = moved
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

  const transfer = recordOf(ctx, moved, {
    kind: 'transfer',
    state: waits ? 'waiting' : 'direct',
    from: owner,
    to: target,
    done,
    note: input.note ?? '',
  })
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
