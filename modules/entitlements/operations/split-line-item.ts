import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import { implement, type CommandContext } from '@tallystick/kernel/operation/implement.ts'
import type { z } from 'zod'
import { moveCopies } from '../move-copies.ts'
import { moveSubjects, viewMove } from '../move-outcome.ts'
import { givingSide, movedFrom, refuseOthers, type MovedFrom, type TargetAccount } from '../move-target.ts'
import { placeForMovedCopies, type MovedLineItem } from '../place-moved-copies.ts'
import { partiesOfSplit, splitRefusal } from '../rules/move-facts.ts'
import { planMoveOfFree } from '../rules/split.ts'
import { lineItemSubject } from '../change-states.ts'
import { refuseHiddenSplit, splitTarget } from '../split-target.ts'
import { lockFreeKeys, moveKeys } from '../store/moved-keys.ts'
import { insertTransfer } from '../store/transfers.ts'
import { recordOf } from '../transfer-parts.ts'
import { splitLineItem } from './split-line-item.contract.ts'

export default implement(splitLineItem, async (ctx: CommandContext, input) => {
  const from = await movedFrom(ctx, input.id)
  await refuseHiddenSplit(ctx)
  const closed = splitRefusal(from.facts)
  if (closed) ctx.refuse(closed)
  refuseOthers(ctx, from)
  const target = await splitTarget(ctx, from, input)
  const parties = partiesOfSplit(from.entitlement.parties, {
    tier: input.tier,
    accountId: target.id,
    contactUserId: target.contact?.id ?? null,
    kind: target.kind,
  })
  if (isRefusal(parties)) ctx.refuse(parties)

  const keys = isBulk(from) ? await freeKeys(ctx, from, input.copies) : []
  const prepared = await placeForMovedCopies(ctx, {
    from: [from.lineItem.id],
    target: {
      accountId: target.id,
      parties: parties.map(({ tier, accountId, contactUserId, isOwner }) => ({
        tier,
        account: accountId,
        contact: contactUserId,
        isOwner,
      })),
      keptAccounts: new Set(from.entitlement.parties.map(({ accountId }) => accountId)),
    },
    pool: input.into ?? false,
    originKind: 'split',
  })
  const moved = prepared.moves[0] as MovedLineItem
  const { source, place } = moved
  const now = splitRefusal({ ...from.facts, ...source.lineItem, entitlement: source.entitlement })
  if (now) ctx.refuse(now)
  const plan = planMoveOfFree(source.chain, input.copies)
  if (isRefusal(plan)) ctx.refuse(plan)
  const done = await moveCopies(ctx, prepared, [plan])
  if (keys.length > 0) {
    await moveKeys(ctx, keys, { lineItemId: place.lineItemId, entitlementId: place.entitlement.id })
  }

  const giver = from.owner?.accountId ?? null
  const record = { kind: 'split', state: 'direct', from: giver, to: target, done, note: '' } as const
  await insertTransfer(ctx, recordOf(ctx, moved, record))
  ctx.audit({
    subjects: [...moveSubjects(moved, target.id), ...newPeople(input, target)],
    details: {
      from: source.lineItem.activationId,
      to: place.activationId,
      account: target.label,
      copies: input.copies,
      pooled: place.existing !== null,
      moves: done.length,
      ...(input.newAccount && { newAccount: { label: target.label, kind: target.kind, owner: giver } }),
    },
  })
  ctx.emit('line-item.split', lineItemSubject(source.lineItem), {
    fromLineItemId: source.lineItem.id,
    toLineItemId: place.lineItemId,
    fromActivationId: source.lineItem.activationId,
    activationId: place.activationId,
    products: source.lineItem.productsLabel,
    copies: input.copies,
    fromLabel: source.lineItem.soldToLabel,
    toLabel: target.label,
    tellGiver: await givingSide(ctx, from.owner),
    language: ctx.principal.locale,
    tellTaker: target.told,
  })
  return viewMove(ctx, moved, done, plan.draws)
})

/** The person who was added with the account. */
function newPeople(input: z.output<typeof splitLineItem.input>, { contact }: TargetAccount) {
  return input.newAccount && contact ? [{ kind: 'user', id: contact.id, label: contact.userName }] : []
}

function isBulk({ entitlement }: MovedFrom): boolean {
  return entitlement.kind === 'bulk'
}

/** Keys that go along: as many as copies, none of them redeemed. */
async function freeKeys(ctx: CommandContext, { lineItem }: MovedFrom, copies: number) {
  const keys = await lockFreeKeys(ctx, lineItem.id, copies)
  if (keys.length < copies) {
    const { activationId } = lineItem
    ctx.refuse(refuse('keys-not-available', { activationId, requested: copies, available: keys.length }))
  }
  return keys
}
