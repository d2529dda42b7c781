import { findContacts, peopleOfAccount } from '@tallystick/accounts/services.ts'
import { find, findLocked } from '@tallystick/kernel/operation/find.ts'
import type { AuditSubject, CommandContext } from '@tallystick/kernel/operation/implement.ts'
import type { z } from 'zod'
import { lineItemSubject } from './change-states.ts'
import type { RecordState } from './model.ts'
import type { TransferView } from './operations/transfer-shapes.contract.ts'
import { entitlementStateRefusal, lineItemStateRefusal } from './rules/lifecycle.ts'
import { ownerOf } from './rules/move-facts.ts'
import { bothSides } from './rules/split.ts'
import { decisionRefusal, restoredState } from './rules/transfer.ts'
import { Entitlements } from './store/entitlements.ts'
import { lockForActivation, type LineItemFacts } from './store/line-item-facts.ts'
import { writeStates } from './store/line-items.ts'
import { resizeLineItems } from './store/resize.ts'
import { decideTransfer, Transfers, type TransferRecord } from './store/transfers.ts'

/** People of an account who are told, when nobody was named. */
const TOLD_MAX = 5

/** A transfer under lock that waits, with both sides' line items under lock. */
interface Waiting {
  readonly transfer: TransferRecord
  readonly lineItems: ReadonlyMap<string, LineItemFacts>
}

/** Ends the waiting: what was on hold becomes the target's. */
export async function approve(ctx: CommandContext, id: string, reason: string) {
  const { transfer, lineItems } = await waiting(ctx, id)
  const taken = transfer.moves.map(({ toId }) => lineItems.get(toId) as LineItemFacts)
  for (const { lineItem, entitlement } of taken) {
    if (lineItem.state !== 'on-hold') ctx.refuse(lineItemStateRefusal(lineItem))
    if (entitlement.state !== 'deployed') {
      ctx.refuse(entitlementStateRefusal({ ...entitlement, mayBecomeObsolete: false }))
    }
  }
  const states = taken.map(({ lineItem }) => ({
    id: lineItem.id,
    state: 'deployed' as const,
    isInactiveByEntitlement: false,
  }))
  await writeStates(ctx, null, states)
  return decided(ctx, transfer, lineItems, 'approved', reason)
}

/** Undoes a transfer that waits: every copy goes back, and what became empty is as it was. */
export async function reject(ctx: CommandContext, id: string, reason: string) {
  const { transfer, lineItems } = await waiting(ctx, id)
  const states: Record<string, RecordState> = {}
  for (const { fromId, toId, fromState } of transfer.moves) {
    const from = lineItems.get(fromId) as LineItemFacts
    const { lineItem } = lineItems.get(toId) as LineItemFacts
    if (lineItem.state !== 'on-hold') ctx.refuse(lineItemStateRefusal(lineItem))
    const origin = { copiesTotal: from.lineItem.copiesTotal, stateBefore: fromState }
    const restored = restoredState(origin, from.entitlement.state)
    if (restored) states[fromId] = restored
  }
  const changes = transfer.moves.flatMap(({ fromId, toId, share }) => bothSides(toId, fromId, share))
  await resizeLineItems(ctx, changes, { states })
  return decided(ctx, transfer, lineItems, 'rejected', reason)
}

/** Two decisions at once: the lock of the transfer lets one through, and the other finds it decided. */
async function waiting(ctx: CommandContext, id: string): Promise<Waiting> {
  const transfer = await findLocked(ctx, Transfers, id)
  const refusal = decisionRefusal(transfer)
  if (refusal) ctx.refuse(refusal)
  const keys = [...new Set(transfer.moves.flatMap(({ fromId, toId }) => [fromId, toId]))]
  const wide = { ...ctx, scope: { all: true } } as const
  const facts = await lockForActivation(wide, keys)
  return { transfer, lineItems: new Map(facts.map((one) => [one.lineItem.id, one])) }
}

async function decided(
  ctx: CommandContext,
  transfer: TransferRecord,
  lineItems: Waiting['lineItems'],
  state: 'approved' | 'rejected',
  reason: string,
): Promise<z.input<typeof TransferView>> {
  await decideTransfer(ctx, transfer.id, state, reason)
  const origin = lineItems.get(transfer.originLineItemId) as LineItemFacts
  const target = lineItems.get(transfer.lineItemId) as LineItemFacts
  const { activationId, originActivationId, copies } = transfer
  ctx.audit({
    subjects: [...subjectsOf(origin), ...subjectsOf(target), { kind: 'account', id: transfer.toAccountId }],
    before: { state: transfer.state },
    after: { state },
    details: { from: originActivationId, to: activationId, account: transfer.toLabel, copies, reason },
  })
  ctx.emit(`line-item-transfer.${state}`, lineItemSubject(target.lineItem), {
    transferId: transfer.id,
    lineItemId: transfer.lineItemId,
    originLineItemId: transfer.originLineItemId,
    activationId,
    originActivationId,
    products: transfer.products,
    copies,
    fromLabel: transfer.fromLabel,
    toLabel: transfer.toLabel,
    reason,
    language: ctx.principal.locale,
    tellGiver: await giver(ctx, transfer, origin),
    tellTaker: await taker(ctx, transfer, target),
  })
  const after = await find(ctx, Transfers, transfer.id)
  const {
    fromLabel,
    toLabel,
    moves: _moves,
    fromAccountId: _from,
    toAccountId: _to,
    requestedByUserId: _by,
    ...shown
  } = after
  void [_moves, _from, _to, _by]
  return { ...shown, from: fromLabel, to: toLabel }
}

function subjectsOf({ lineItem, entitlement }: LineItemFacts): readonly AuditSubject[] {
  return [lineItemSubject(lineItem), { kind: 'entitlement', id: entitlement.id, label: entitlement.code }]
}

/** Who asked, and the contact of the owner that gives. */
async function giver(ctx: CommandContext, transfer: TransferRecord, origin: LineItemFacts) {
  const entitlement = await find(ctx, Entitlements, origin.entitlement.id)
  const references = [transfer.requestedByUserId, ownerOf(entitlement.parties)?.contactUserId]
  return addressesOf(ctx, references)
}

/** The contact of the account that gains, else some of its people. */
async function taker(ctx: CommandContext, transfer: TransferRecord, target: LineItemFacts) {
  const entitlement = await find(ctx, Entitlements, target.entitlement.id)
  const named = await addressesOf(ctx, [ownerOf(entitlement.parties)?.contactUserId])
  if (named.length > 0) return named
  const people = await peopleOfAccount(ctx, transfer.toAccountId, TOLD_MAX)
  return people.map(({ email }) => email)
}

async function addressesOf(ctx: CommandContext, references: readonly (string | null | undefined)[]) {
  const people = await findContacts(ctx, [...new Set(references.flatMap((one) => one ?? []))])
  return [...new Set(people.flatMap(({ email }) => email || []))]
}
