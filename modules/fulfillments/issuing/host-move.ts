import {
  lineItemFacts,
  shareOfActive,
  type LineItemFacts,
  type MovedShare,
  type PreparedMove,
} from '@tallystick/entitlements/services.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { CommandContext } from '@tallystick/kernel/operation/implement.ts'
import { accountChangeRefusal } from '../rules/move-host.ts'
import { cannotGo, placeOf } from './going-along.ts'
import { reissue, standingOf, type HeldLicense, type HeldLicenses } from './held-licenses.ts'
import type { IssuedRecord, IssueFacts } from './issue-license.ts'

/** What leaves each line item with the licenses of the host; null for one whose licenses have ended meanwhile. */
export function sharesOf(
  held: HeldLicenses,
  prepared: PreparedMove,
): readonly (MovedShare | null)[] | Refusal {
  for (const one of held.licenses) {
    const refusal = accountChangeRefusal(standingOf(one), one.item.lineItem)
    if (refusal) return cannotGo(one.record.fulfillmentCode, refusal)
  }
  const shares: (MovedShare | null)[] = []
  for (const { source, place } of prepared.moves) {
    const { id, activationId } = source.lineItem
    const own = held.licenses.filter((one) => one.record.lineItemId === id && standingOf(one).takesCopies)
    const sum = (what: 'copies' | 'overdraft') => own.reduce((total, { record }) => total + record[what], 0)
    if (own.length === 0) {
      shares.push(null)
      continue
    }
    const share = shareOfActive(source.lineItem, { copies: sum('copies'), overdraft: sum('overdraft') })
    if (share.total === 0 && place.added) return refuse('host-transfer-no-sold-copies', { activationId })
    shares.push(share)
  }
  return shares
}

/** The licenses that go: those of line items of which copies go. */
export function licensesGoing(
  { licenses }: HeldLicenses,
  { moves }: PreparedMove,
  shares: readonly (MovedShare | null)[],
): readonly HeldLicense[] {
  const ids = new Set(moves.flatMap(({ source }, at) => (shares[at] ? [source.lineItem.id] : [])))
  return licenses.filter(({ record }) => ids.has(record.lineItemId))
}

/**
 * Issues what the target account gets, each in the chain of the license that it continues. To be called when the
 * copies have moved, because a new line item is there only then.
 */
export async function issueForTarget(
  ctx: CommandContext,
  licenses: readonly HeldLicense[],
  issue: IssueFacts,
  { moves }: PreparedMove,
): Promise<readonly IssuedRecord[] | Refusal> {
  const wide = { ...ctx, scope: { all: true } } as const
  const places = [...new Set(moves.map(({ place }) => place.lineItemId))]
  const targets = await lineItemFacts(wide, places)
  const byOrigin = new Map(
    moves.flatMap(({ source, place }) => {
      const target = targets.find(({ lineItem }) => lineItem.id === place.lineItemId)
      return target ? [[source.lineItem.id, target] as const] : []
    }),
  )
  const issued: IssuedRecord[] = []
  for (const held of licenses) {
    const one = issueOne(held, byOrigin, issue)
    if (isRefusal(one)) return cannotGo(held.record.fulfillmentCode, one)
    issued.push(one)
  }
  return issued
}

function issueOne(
  held: HeldLicense,
  byOrigin: ReadonlyMap<string, LineItemFacts>,
  issue: IssueFacts,
): IssuedRecord | Refusal {
  const item = byOrigin.get(held.record.lineItemId)
  invariant(item, 'A license goes where its copies went.')
  return reissue(held, { item, place: placeOf(held) }, issue, {})
}
