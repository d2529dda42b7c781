import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { findLocked } from '@tallystick/kernel/operation/find.ts'
import type { CommandContext } from '@tallystick/kernel/operation/implement.ts'
import type { DoneMove } from './move-copies.ts'
import type { MovedFrom, TargetAccount } from './move-target.ts'
import type { MovedLineItem } from './place-moved-copies.ts'
import { Entitlements } from './store/entitlements.ts'
import { lineItemsOf } from './store/line-items.ts'
import type { TransferRecord } from './store/transfers.ts'

/** All line items of the entitlement: none of them may be in use, whether the caller sees them or not. */
export async function siblingsOf(
  ctx: CommandContext,
  { entitlement }: MovedFrom,
): Promise<readonly string[]> {
  const wide = { ...ctx, scope: { all: true } } as const
  return (await lineItemsOf(wide, entitlement.id)).map(({ id }) => id)
}

/** An entitlement of the target account that is open for further line items, under lock. */
export async function chosenEntitlement(ctx: CommandContext, reference: string, accountId: string) {
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

/** What both line items keep of a move: the state `direct` is done at once, `waiting` is not decided yet. */
export function recordOf(
  ctx: CommandContext,
  {
    source,
    place,
  }: Pick<MovedLineItem, 'place'> & { readonly source: Pick<MovedLineItem['source'], 'lineItem'> },
  move: {
    readonly kind: TransferRecord['kind']
    readonly state: 'direct' | 'waiting'
    readonly from: string | null
    readonly to: TargetAccount
    readonly done: readonly DoneMove[]
    readonly note: string
  },
): TransferRecord {
  const { lineItem } = source
  const isDone = move.state === 'direct'
  return {
    id: newId(),
    kind: move.kind,
    state: move.state,
    lineItemId: place.lineItemId,
    activationId: place.activationId,
    originLineItemId: lineItem.id,
    originActivationId: lineItem.activationId,
    products: lineItem.productsLabel,
    fromAccountId: move.from,
    fromLabel: lineItem.soldToLabel,
    toAccountId: move.to.id,
    toLabel: move.to.label,
    copies: move.done.find(({ fromId }) => fromId === lineItem.id)?.share.total ?? 0,
    moves: move.done,
    note: move.note,
    reason: '',
    requestedBy: ctx.principal.actorName,
    requestedByUserId: ctx.principal.actorId,
    requestedAt: ctx.now.toString(),
    decidedBy: isDone ? ctx.principal.actorName : '',
    decidedAt: isDone ? ctx.now.toString() : null,
  }
}
