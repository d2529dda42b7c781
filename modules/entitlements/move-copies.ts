import { randomText } from '@tallystick/kernel/ids-time/crockford.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { RecordState } from './model.ts'
import type { MaintenanceMove, MovedLineItem, PreparedMove } from './place-moved-copies.ts'
import type { CopiesDelta } from './rules/copies-ledger.ts'
import { idLengthMax } from './rules/ids.ts'
import { bothSides, maintenanceShare, type MovedShare } from './rules/split.ts'
import { changeCopies } from './store/copies.ts'
import { resizeLineItems, type MaintenanceLink, type NewCopyOfLineItem } from './store/resize.ts'

/** What leaves one line item, as a rule has planned it from the facts under lock. */
export interface ShareOfMove {
  readonly share: MovedShare
  /** What its parents give up first. */
  readonly draws?: readonly CopiesDelta[]
  /** The line item that it replaces moves as well: its key now, and the brought copies that go along. */
  readonly behind?: { readonly parentId: string; readonly brought: number } | null
}

/** What went from one line item to another, maintenance included. */
export interface DoneMove {
  readonly fromId: string
  readonly toId: string
  readonly share: MovedShare
  /** State of the origin before; it becomes obsolete when nothing is left. */
  readonly fromState: RecordState
}

/** Further changes in the same breath. */
export interface MoveAlong {
  /** New activation IDs of origins, which give theirs away. */
  readonly renamed?: Readonly<Record<string, string>>
  /** All maintenance goes along, not only its share. */
  readonly allMaintenance?: boolean
}

/**
 * Writes a move that `placeForMovedCopies` has prepared: `shares` in the order of its line items, null for one that
 * stays as it is. Maintenance goes along in its share. Answers what went where.
 */
export async function moveCopies(
  ctx: QueryContext,
  prepared: PreparedMove,
  shares: readonly (ShareOfMove | null)[],
  along: MoveAlong = {},
): Promise<readonly DoneMove[]> {
  const done: DoneMove[] = []
  const links: MaintenanceLink[] = []
  const added = new Map<string, NewCopyOfLineItem>()
  const draws: CopiesDelta[] = []
  const left = new Map<string, number>()
  const newKeys = new Map(prepared.moves.map(({ source, place }) => [source.lineItem.id, place.lineItemId]))
  const brought = new Map<string, number>()
  for (const [at, moved] of prepared.moves.entries()) {
    const planned = shares[at]
    if (!planned) continue
    draws.push(...(planned.draws ?? []))
    done.push(doneMove(moved.source.lineItem, moved.place.lineItemId, planned.share))
    const { behind } = planned
    if (behind) brought.set(moved.source.lineItem.id, behind.brought)
    if (moved.place.added) {
      const parentId = behind ? (newKeys.get(behind.parentId) ?? null) : null
      added.set(moved.place.lineItemId, { ...moved.place.added, parentId })
    }
    for (const one of moved.maintenance) {
      const total = along.allMaintenance
        ? allThatIsLeft(one, left)
        : maintenanceTotal(moved, one, planned.share.total, left)
      if (total > 0) done.push(doneMove(one.source, one.place.lineItemId, onlyTotal(total)))
      if (total > 0 && one.place.added) added.set(one.place.lineItemId, one.place.added)
      const isThere = one.place.existing !== null || added.has(one.place.lineItemId)
      if (isThere) links.push({ lineItemId: moved.place.lineItemId, maintenanceId: one.place.lineItemId })
    }
  }
  if (draws.length > 0) await changeCopies(ctx, draws)
  const changes = done.flatMap(({ fromId, toId, share }) =>
    bothSides(fromId, toId, share, brought.get(fromId)),
  )
  const inNew = [...added.values()].some(({ entitlement }) => entitlement.id === prepared.entitlement?.id)
  await resizeLineItems(ctx, changes, {
    entitlements: prepared.entitlement && inNew ? [prepared.entitlement] : [],
    lineItems: [...added.values()],
    links,
    renamed: along.renamed ?? {},
  })
  return done
}

/** The ID of a line item that gave its own to the one that goes on for it. */
export function givenAway(activationId: string): string {
  const ending = `-GONE-${randomText(8)}`
  return `${activationId.slice(0, idLengthMax - ending.length)}${ending}`
}

/** Maintenance may belong to several line items that move: together they take no more than there is. */
function maintenanceTotal(
  { source }: MovedLineItem,
  maintenance: MaintenanceMove,
  copies: number,
  left: Map<string, number>,
): number {
  const { id, copiesTotal } = maintenance.source
  const there = left.get(id) ?? copiesTotal
  const total = Math.min(there, maintenanceShare(maintenance.source, source.lineItem, copies))
  left.set(id, there - total)
  return total
}

function allThatIsLeft({ source }: MaintenanceMove, left: Map<string, number>): number {
  const total = left.get(source.id) ?? source.copiesTotal
  left.set(source.id, 0)
  return total
}

function doneMove(
  from: { readonly id: string; readonly state: RecordState },
  toId: string,
  share: MovedShare,
): DoneMove {
  return { fromId: from.id, toId, share, fromState: from.state }
}

function onlyTotal(total: number): MovedShare {
  return { total, taken: 0, extraActivations: 0, overdraftMax: 0, overdraftTaken: 0 }
}
