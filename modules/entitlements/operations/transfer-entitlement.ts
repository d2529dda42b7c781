import { isOfHierarchy } from '@tallystick/accounts/services.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { findLocked } from '@tallystick/kernel/operation/find.ts'
import { implement, type CommandContext } from '@tallystick/kernel/operation/implement.ts'
import { entitlementSubject, lineItemSubject } from '../change-states.ts'
import { givenAway, moveCopies } from '../move-copies.ts'
import { givingSide, refuseOthers, targetAccount } from '../move-target.ts'
import { placeForMovedCopies } from '../place-moved-copies.ts'
import { idRefusal } from '../rules/ids.ts'
import { entitlementStateRefusal, lineItemStateRefusal } from '../rules/lifecycle.ts'
import { ownerOf, tierOfKind } from '../rules/move-facts.ts'
import { inUseRefusal, planWholeTransfer } from '../rules/transfer.ts'
import { Entitlements, takenEntitlementId } from '../store/entitlements.ts'
import { lineItemsOf, writeStates } from '../store/line-items.ts'
import { doneNow, insertTransfer } from '../store/transfers.ts'
import type { LineItemRecord } from '../store/records.ts'
import { transferEntitlement } from './transfer-entitlement.contract.ts'

export default implement(transferEntitlement, async (ctx: CommandContext, input) => {
  const entitlement = await findLocked(ctx, Entitlements, input.id)
  const { code, state, kind, parties } = entitlement
  if (state !== 'deployed') ctx.refuse(entitlementStateRefusal({ code, state, mayBecomeObsolete: false }))
  if (kind === 'bulk') ctx.refuse(refuse('move-of-bulk', { entitlementId: code }))
  if (input.entitlementId) {
    const badId = idRefusal('entitlement-id', input.entitlementId)
    if (badId) ctx.refuse(badId)
    if (await takenEntitlementId(ctx, input.entitlementId)) {
      ctx.refuse(refuse('entitlement-id-taken', { id: input.entitlementId }))
    }
  }
  const owner = ownerOf(parties)
  refuseOthers(ctx, { entitlement, owner })
  const target = await targetAccount(ctx, input, (near) => isOfHierarchy(ctx, owner?.accountId ?? '', near))
  if (target.id === owner?.accountId) ctx.refuse(refuse('move-to-owner'))

  const all = (await lineItemsOf(ctx, entitlement.id)).filter((one) => one.state !== 'obsolete')
  const onHold = all.find((one) => one.state === 'on-hold')
  if (onHold) ctx.refuse(lineItemStateRefusal(onHold))
  const going = all.filter((one) => !isMaintenanceOf(one, all))
  const prepared = await placeForMovedCopies(ctx, {
    from: going.map(({ id }) => id),
    target: {
      accountId: target.id,
      parties: [
        {
          tier: tierOfKind(target.kind),
          account: target.id,
          contact: target.contact?.id ?? null,
          isOwner: true,
        },
      ],
    },
    pool: false,
    originKind: 'transfer',
    ...(input.keepsActivationIds && {
      activationIds: Object.fromEntries(all.map(({ id, activationId }) => [id, activationId])),
    }),
    beside: all.map(({ id }) => id),
  })
  const used = inUseRefusal(code, prepared.beside)
  if (used) ctx.refuse(used)
  const shares = planWholeTransfer(
    prepared.moves.map(({ source }) => ({
      id: source.lineItem.id,
      parentId: source.lineItem.parentLineItemId,
      chain: source.chain,
    })),
  )
  if (shares.every((share) => share === null))
    ctx.refuse(refuse('nothing-to-transfer', { entitlementId: code }))
  const named = input.entitlementId
    ? {
        ...prepared,
        entitlement: prepared.entitlement && { ...prepared.entitlement, code: input.entitlementId },
      }
    : prepared
  const renamed = input.keepsActivationIds
    ? Object.fromEntries(all.map(({ id, activationId }) => [id, givenAway(activationId)]))
    : {}
  const done = await moveCopies(ctx, named, shares, { allMaintenance: true, renamed })
  const gone = new Set(done.map(({ fromId }) => fromId))
  await writeStates(
    ctx,
    { id: entitlement.id, state: 'obsolete' },
    all.map(({ id }) => ({ id, state: 'obsolete' as const, isInactiveByEntitlement: false })),
  )

  const made = named.entitlement as NonNullable<typeof named.entitlement>
  const places = new Map(
    prepared.moves
      .flatMap(({ place, maintenance }) => [place, ...maintenance.map((one) => one.place)])
      .map((one) => [one.lineItemId, one.activationId]),
  )
  for (const { fromId, toId, share } of done) {
    const origin = all.find(({ id }) => id === fromId) as LineItemRecord
    await insertTransfer(ctx, {
      id: newId(),
      kind: 'transfer',
      state: 'direct',
      lineItemId: toId,
      activationId: places.get(toId) ?? '',
      originLineItemId: fromId,
      originActivationId: origin.activationId,
      products: origin.productsLabel,
      fromAccountId: owner?.accountId ?? null,
      fromLabel: origin.soldToLabel,
      toAccountId: target.id,
      toLabel: target.label,
      copies: share.total,
      moves: done.filter((one) => one.fromId === fromId),
      ...doneNow(ctx),
      note: input.note ?? '',
    })
  }
  const lineItems = done.map(({ fromId, toId, share }) => ({
    from: all.find(({ id }) => id === fromId)?.activationId ?? '',
    to: places.get(toId) ?? '',
    copies: share.total,
  }))
  ctx.audit({
    subjects: [
      entitlementSubject(entitlement),
      entitlementSubject(made),
      { kind: 'account', id: target.id },
      ...all.filter(({ id }) => gone.has(id)).map(lineItemSubject),
      ...done.map(({ toId }) => lineItemSubject({ id: toId, activationId: places.get(toId) ?? '' })),
    ],
    before: { state: 'deployed' },
    after: { state: 'obsolete' },
    details: { from: code, to: made.code, account: target.label, note: input.note ?? '', lineItems },
  })
  ctx.emit('entitlement.transferred', entitlementSubject(made), {
    entitlementId: made.id,
    code: made.code,
    originEntitlementId: entitlement.id,
    originCode: code,
    fromLabel: entitlement.soldToLabel,
    toLabel: target.label,
    products: [...new Set(all.map(({ productsLabel }) => productsLabel))].join(', '),
    copies: lineItems.reduce((sum, one) => sum + one.copies, 0),
    tellGiver: await givingSide(ctx, owner),
    language: ctx.principal.locale,
    tellTaker: target.told,
  })
  return { id: made.id, entitlementId: made.code, lineItems }
})

/** Maintenance that belongs to a line item which goes: it goes along with that one. */
function isMaintenanceOf(one: LineItemRecord, all: readonly LineItemRecord[]): boolean {
  return all.some(({ maintenance }) => maintenance.some(({ id }) => id === one.id))
}
