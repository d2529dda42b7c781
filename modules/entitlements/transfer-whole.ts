import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { CommandContext } from '@tallystick/kernel/operation/implement.ts'
import { givenAway, moveCopies, type DoneMove } from './move-copies.ts'
import type { TargetAccount } from './move-target.ts'
import { placeForMovedCopies, type PlaceOfCopies, type PreparedMove } from './place-moved-copies.ts'
import { lineItemStateRefusal } from './rules/lifecycle.ts'
import { ownerOf, tierOfKind } from './rules/move-facts.ts'
import { inUseRefusal, planWholeTransfer } from './rules/transfer.ts'
import { lineItemsOf, writeStates } from './store/line-items.ts'
import type { EntitlementRecord, LineItemRecord } from './store/records.ts'
import { insertTransfer } from './store/transfers.ts'
import { recordOf } from './transfer-parts.ts'

/** How the producer wants it. */
export interface WholeWish {
  readonly entitlementId?: string | undefined
  readonly keepsActivationIds?: boolean | undefined
  readonly note?: string | undefined
}

/** One line item that went, and what it became. */
export interface WentItem {
  readonly origin: LineItemRecord
  readonly place: PlaceOfCopies
  readonly copies: number
}

/**
 * Moves all that is left of an entitlement, whose lock is held, into a new one of another account, and makes it
 * obsolete. Refuses while anything of it is in use or on hold.
 */
export async function transferWhole(
  ctx: CommandContext,
  entitlement: EntitlementRecord,
  target: TargetAccount,
  wish: WholeWish,
): Promise<{
  readonly made: { readonly id: string; readonly code: string }
  readonly went: readonly WentItem[]
}> {
  const all = (await lineItemsOf(ctx, entitlement.id)).filter((one) => one.state !== 'obsolete')
  const onHold = all.find((one) => one.state === 'on-hold')
  if (onHold) ctx.refuse(lineItemStateRefusal(onHold))
  const prepared = await prepare(ctx, all, target, wish)
  const used = inUseRefusal(entitlement.code, prepared.beside)
  if (used) ctx.refuse(used)
  const shares = planWholeTransfer(
    prepared.moves.map(({ source: { lineItem, chain } }) => {
      return { id: lineItem.id, parentId: lineItem.parentLineItemId, chain }
    }),
  )
  if (shares.every((share) => share === null)) {
    ctx.refuse(refuse('nothing-to-transfer', { entitlementId: entitlement.code }))
  }
  const renamed = wish.keepsActivationIds
    ? Object.fromEntries(all.map(({ id, activationId }) => [id, givenAway(activationId)]))
    : {}
  const done = await moveCopies(ctx, prepared, shares, { allMaintenance: true, renamed })
  await writeStates(
    ctx,
    { id: entitlement.id, state: 'obsolete' },
    all.map(({ id }) => ({ id, state: 'obsolete' as const, isInactiveByEntitlement: false })),
  )
  const went = wentItems(prepared, all, done)
  for (const { origin, place } of went) {
    const record = {
      kind: 'transfer',
      state: 'direct',
      from: ownerOf(entitlement.parties)?.accountId ?? null,
      to: target,
      done: done.filter(({ fromId }) => fromId === origin.id),
      note: wish.note ?? '',
    } as const
    await insertTransfer(ctx, recordOf(ctx, { source: { lineItem: origin }, place }, record))
  }
  const { id, code } = prepared.entitlement as NonNullable<PreparedMove['entitlement']>
  return { made: { id, code }, went }
}

async function prepare(
  ctx: CommandContext,
  all: readonly LineItemRecord[],
  target: TargetAccount,
  wish: WholeWish,
): Promise<PreparedMove> {
  const tier = tierOfKind(target.kind)
  const prepared = await placeForMovedCopies(ctx, {
    from: all.filter((one) => !isMaintenanceOf(one, all)).map(({ id }) => id),
    target: {
      accountId: target.id,
      parties: [{ tier, account: target.id, contact: target.contact?.id ?? null, isOwner: true }],
    },
    pool: false,
    originKind: 'transfer',
    ...(wish.keepsActivationIds && {
      activationIds: Object.fromEntries(all.map(({ id, activationId }) => [id, activationId])),
    }),
    ...(wish.entitlementId && { entitlementId: wish.entitlementId }),
    beside: all.map(({ id }) => id),
  })
  return prepared
}

/** Maintenance that belongs to a line item which goes: it goes along with that one. */
function isMaintenanceOf(one: LineItemRecord, all: readonly LineItemRecord[]): boolean {
  return all.some(({ maintenance }) => maintenance.some(({ id }) => id === one.id))
}

function wentItems(
  prepared: PreparedMove,
  all: readonly LineItemRecord[],
  done: readonly DoneMove[],
): readonly WentItem[] {
  const places = prepared.moves.flatMap(({ place, maintenance }) => [
    place,
    ...maintenance.map((one) => one.place),
  ])
  return done.flatMap(({ fromId, toId, share }) => {
    const origin = all.find(({ id }) => id === fromId)
    const place = places.find(({ lineItemId }) => lineItemId === toId)
    return origin && place ? [{ origin, place, copies: share.total }] : []
  })
}
