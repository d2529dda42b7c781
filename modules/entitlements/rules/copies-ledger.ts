import { invariant } from '@tallystick/kernel/errors/problems.ts'
import type { LineItemCounts } from '../model.ts'
import { copiesAvailable } from './figures.ts'

/** A line item in a chain of replacements, with its figures. */
export interface ChainLink {
  readonly id: string
  readonly counts: LineItemCounts
}

/** What changes at one line item, in copies; each may be negative. */
export interface CopiesDelta {
  readonly lineItemId: string
  readonly taken: number
  readonly moved: number
  readonly brought: number
  readonly overdraft: number
}

/** Copies of licenses of another line item that become copies of a replacing one. */
export interface ReplacedCopies {
  readonly lineItemId: string
  readonly copies: number
  /** Overdraft of those licenses that ends with them. */
  readonly overdraft: number
}

/**
 * Puts `copiesToBring` of every link right, from the figures of the one behind it. The first link is the line item
 * itself, then its parent, the parent of that, and so on to the one that replaces nothing.
 */
export function withSources(chain: readonly ChainLink[]): readonly ChainLink[] {
  let copiesToBring = 0
  return chain
    .toReversed()
    .map(({ id, counts }) => {
      const link = { id, counts: { ...counts, copiesToBring } }
      copiesToBring = copiesAvailable(link.counts)
      return link
    })
    .toReversed()
}

/**
 * What a new activation of copies changes: they are taken of the line item, and what it has not yet is moved out of
 * its parent, which may have to move it out of its own. The caller has refused what is more than remains; whatever
 * the parents do not have are extra activations. ACT-06.
 */
export function takeNew(
  chain: readonly ChainLink[],
  use: { readonly copies: number; readonly overdraft: number },
): readonly CopiesDelta[] {
  const [self, ...parents] = chain
  invariant(self, 'A line item is the first link of its own chain.')
  const drawn = Math.min(copiesMissing(self.counts, use.copies), self.counts.copiesToBring)
  return [
    { lineItemId: self.id, taken: use.copies, moved: 0, brought: drawn, overdraft: use.overdraft },
    ...drawFrom(parents, drawn),
  ]
}

/**
 * What replacing licenses of other line items changes: their copies leave those line items and are taken of this one.
 * They stay away for good (moved) only as far as this line item has not brought enough copies already: after a
 * return here, its own copies are used again and those of the other line item are free there.
 */
export function takeReplacing(
  self: ChainLink,
  replaced: readonly ReplacedCopies[],
  overdraft: number,
): readonly CopiesDelta[] {
  const copies = replaced.reduce((sum, one) => sum + one.copies, 0)
  const missing = Math.min(copiesMissing(self.counts, copies), copies)
  let left = missing
  const sources = replaced.map((one) => {
    const moved = Math.min(left, one.copies)
    left -= moved
    return {
      lineItemId: one.lineItemId,
      taken: -one.copies,
      moved,
      brought: 0,
      overdraft: -one.overdraft,
    }
  })
  return [{ lineItemId: self.id, taken: copies, moved: 0, brought: missing, overdraft }, ...sources]
}

/** The figures after a change, for deciding the next step of the same request. */
export function afterChange(
  links: readonly ChainLink[],
  deltas: readonly CopiesDelta[],
): readonly ChainLink[] {
  return links.map(({ id, counts }) => {
    const own = deltas.filter(({ lineItemId }) => lineItemId === id)
    const sum = (pick: (delta: CopiesDelta) => number) => own.reduce((total, delta) => total + pick(delta), 0)
    const brought = counts.copiesBrought
    return {
      id,
      counts: {
        ...counts,
        copiesTaken: counts.copiesTaken + sum(({ taken }) => taken),
        copiesMoved: counts.copiesMoved + sum(({ moved }) => moved),
        copiesBrought: brought === null ? null : brought + sum((delta) => delta.brought),
        overdraftTaken: counts.overdraftTaken + sum(({ overdraft }) => overdraft),
      },
    }
  })
}

/** Copies that a replacing line item would have to bring for `more`; beyond its total they are extra activations. */
function copiesMissing(counts: LineItemCounts, more: number): number {
  const { copiesTotal, copiesTaken, copiesMoved, copiesBrought } = counts
  if (copiesBrought === null) return 0
  return Math.max(0, Math.min(copiesTotal, copiesTaken + copiesMoved + more) - copiesBrought)
}

function drawFrom(parents: readonly ChainLink[], copies: number): readonly CopiesDelta[] {
  const [parent, ...rest] = parents
  if (copies === 0) return []
  invariant(parent, 'Copies are drawn from a parent that is known.')
  const drawn = Math.min(copiesMissing(parent.counts, copies), parent.counts.copiesToBring)
  return [
    { lineItemId: parent.id, taken: 0, moved: copies, brought: drawn, overdraft: 0 },
    ...drawFrom(rest, drawn),
  ]
}
