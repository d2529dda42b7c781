import { find } from '@tallystick/kernel/operation/find.ts'
import type { AuditSubject, QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { z } from 'zod'
import { entitlementSubject, lineItemSubject } from './change-states.ts'
import type { DoneMove } from './move-copies.ts'
import type { MoveOutcome } from './operations/move-shapes.contract.ts'
import type { MovedLineItem } from './place-moved-copies.ts'
import type { CopiesDelta } from './rules/copies-ledger.ts'
import { copiesAvailable } from './rules/figures.ts'
import { LineItems } from './store/line-items.ts'
import { countsOf } from './store/records.ts'

/** Shows what a move has done, whether or not the caller sees the other side. */
export async function viewMove(
  ctx: QueryContext,
  moved: MovedLineItem,
  done: readonly DoneMove[],
  draws: readonly CopiesDelta[],
): Promise<z.input<typeof MoveOutcome>> {
  const wide = { ...ctx, scope: { all: true } } as const
  const from = await find(wide, LineItems, moved.source.lineItem.id)
  const to = await find(wide, LineItems, moved.place.lineItemId)
  const own = done.find(({ fromId }) => fromId === from.id)
  const maintenance = moved.maintenance.flatMap(({ source, place }) => {
    const went = done.find(({ fromId }) => fromId === source.id)
    return went ? [{ from: source.activationId, to: place.activationId, copies: went.share.total }] : []
  })
  return {
    copies: own?.share.total ?? 0,
    extraActivations: own?.share.extraActivations ?? 0,
    overdraft: own?.share.overdraftMax ?? 0,
    drawn: draws.find(({ lineItemId }) => lineItemId === from.id)?.brought ?? 0,
    isNew: moved.place.added !== null,
    from: {
      id: from.id,
      activationId: from.activationId,
      state: from.state,
      copiesTotal: from.copiesTotal,
      copiesAvailable: copiesAvailable(countsOf(from)),
    },
    to: {
      id: to.id,
      activationId: to.activationId,
      entitlementId: to.entitlementCode,
      state: to.state,
      soldTo: to.soldToLabel,
      copiesTotal: to.copiesTotal,
    },
    maintenance,
  }
}

/** What history knows a move by: both line items, both entitlements and the account that gains. */
export function moveSubjects(moved: MovedLineItem, accountId: string): readonly AuditSubject[] {
  const { source, place } = moved
  return [
    lineItemSubject(source.lineItem),
    lineItemSubject({ id: place.lineItemId, activationId: place.activationId }),
    entitlementSubject(source.entitlement),
    entitlementSubject(place.entitlement),
    { kind: 'account', id: accountId },
  ]
}
