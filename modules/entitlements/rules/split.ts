import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { LineItemCounts } from '../model.ts'
import { takeNew, type ChainLink, type CopiesDelta } from './copies-ledger.ts'
import { copiesAvailable, overdraftLeft } from './figures.ts'

/** What leaves one line item for another, in copies; nothing is below 0. */
export interface MovedShare {
  /** Copies that were sold. */
  readonly total: number
  /** Copies in active licenses, which go along with their licenses; 0 where only free copies go. */
  readonly taken: number
  /** Extra activations that go along. */
  readonly extraActivations: number
  readonly overdraftMax: number
  readonly overdraftTaken: number
}

/** A change of one line item's size; the signs are those of the change. */
export interface LineItemResize extends MovedShare {
  readonly lineItemId: string
  /** Brought copies of a replacing line item. Left out: as the total. Line items that replace none have none. */
  readonly brought?: number
}

/** How free copies leave a line item. */
export interface PlannedMove {
  /** What is drawn out of its parents first, so that nothing is shared between accounts afterwards. */
  readonly draws: readonly CopiesDelta[]
  readonly share: MovedShare
}

/**
 * Plans that free copies leave a line item, the first of its chain. A replacing line item first draws from its parents
 * what it has not brought yet. Copies in active licenses never go.
 *
 * Refuses `amount-not-available` with the figures. Extra activations and overdraft go along in proportion, rounded
 * down, so that the lineage has as many as before; with the last copies goes all that is not in use. ENT-04, ENT-06.
 */
export function planMoveOfFree(chain: readonly ChainLink[], amount: number): PlannedMove | Refusal {
  const [self] = chain
  invariant(self, 'A line item is the first link of its own chain.')
  const available = copiesAvailable(self.counts)
  if (amount > available) {
    const { copiesTotal: total, copiesTaken: taken } = self.counts
    return refuse('amount-not-available', { requested: amount, available, total, taken })
  }
  const draws = takeNew(chain, { copies: amount, overdraft: 0 })
    .map((delta) => ({ ...delta, taken: 0 }))
    .filter(({ moved, brought }) => moved !== 0 || brought !== 0)
  return { draws, share: shareOfFree(self.counts, amount) }
}

/** What goes along with free copies: extra activations and overdraft in proportion to the copies. */
export function shareOfFree(counts: LineItemCounts, amount: number): MovedShare {
  const part = (figure: number) => Math.floor((figure * amount) / counts.copiesTotal)
  return {
    total: amount,
    taken: 0,
    extraActivations: part(counts.extraActivationsMax),
    overdraftMax: Math.min(part(counts.overdraftMax), overdraftLeft(counts)),
    overdraftTaken: 0,
  }
}

/**
 * What goes along with copies in active licenses, whose licenses go to the other account: the copies, as far as they
 * are sold ones, else the extra activations that they are; and their overdraft. For the transfer of hosts.
 */
export function shareOfActive(
  counts: LineItemCounts,
  active: { readonly copies: number; readonly overdraft: number },
): MovedShare {
  invariant(active.copies <= counts.copiesTaken, 'Active copies are among those taken.')
  invariant(active.overdraft <= counts.overdraftTaken, 'Active overdraft is among what was granted.')
  const sold = Math.max(0, (counts.copiesBrought ?? counts.copiesTotal) - counts.copiesMoved)
  const total = Math.min(active.copies, sold)
  return {
    total,
    taken: active.copies,
    extraActivations: active.copies - total,
    overdraftMax: active.overdraft,
    overdraftTaken: active.overdraft,
  }
}

/**
 * Copies of a maintenance line item that go along: as many as of the line item it belongs to, where there are as many;
 * else in proportion, rounded down. 0: it stays with the rest.
 */
export function maintenanceShare(
  maintenance: { readonly copiesTotal: number },
  lineItem: { readonly copiesTotal: number },
  amount: number,
): number {
  if (maintenance.copiesTotal >= lineItem.copiesTotal) return amount
  return Math.floor((maintenance.copiesTotal * amount) / lineItem.copiesTotal)
}

/** Both sides of a move: the one loses what the other gains. `brought` goes along where it is not the total. */
export function bothSides(
  fromId: string,
  toId: string,
  share: MovedShare,
  brought = share.total,
): readonly LineItemResize[] {
  return [
    { lineItemId: fromId, ...negated(share), brought: 0 - brought },
    { lineItemId: toId, ...share, brought },
  ]
}

/** The same figures with the opposite sign. */
export function negated(share: MovedShare): MovedShare {
  const { total, taken, extraActivations, overdraftMax, overdraftTaken } = share
  return {
    total: 0 - total,
    taken: 0 - taken,
    extraActivations: 0 - extraActivations,
    overdraftMax: 0 - overdraftMax,
    overdraftTaken: 0 - overdraftTaken,
  }
}

/** The figures after a change, for deciding the next step; `copiesBrought` follows the total. */
export function resized(counts: LineItemCounts, change: MovedShare): LineItemCounts {
  return {
    ...counts,
    copiesTotal: counts.copiesTotal + change.total,
    copiesTaken: counts.copiesTaken + change.taken,
    copiesBrought: counts.copiesBrought === null ? null : counts.copiesBrought + change.total,
    extraActivationsMax: counts.extraActivationsMax + change.extraActivations,
    overdraftMax: counts.overdraftMax + change.overdraftMax,
    overdraftTaken: counts.overdraftTaken + change.overdraftTaken,
  }
}
