import { invariant } from '@tallystick/kernel/errors/problems.ts'
import type { ChainLink } from './copies-ledger.ts'
import { copiesAvailable, copiesUnfulfilled, extraActivationsAvailable } from './figures.ts'

/** What can be fulfilled by a line item now, in copies. Extra activations come on top and are told apart. */
export interface ExactCount {
  /** Sold and not in use yet: more can never be fulfilled. */
  readonly unfulfilled: number
  /** By new activations. */
  readonly asNew: number
  /** By replacing licenses of other line items, were nothing else fulfilled. */
  readonly byReplacing: number
  /** By both together. */
  readonly exact: number
  readonly extraActivations: number
}

/**
 * The exact number of copies that can be fulfilled now. `replaceable` are the copies in active licenses of all line
 * items whose licenses this one may replace; 0 for one that replaces none.
 *
 * Each license that is replaced frees its copies where it was, or brings them along; so both ways add up, as far as
 * copies are left of this line item. A line item that replaces none has only what is available. ACT-07.
 */
export function exactCount(chain: readonly ChainLink[], replaceable: number): ExactCount {
  const [self] = chain
  invariant(self, 'A line item is the first link of its own chain.')
  const unfulfilled = copiesUnfulfilled(self.counts)
  const asNew = copiesAvailable(self.counts)
  const byReplacing = Math.min(replaceable, unfulfilled)
  return {
    unfulfilled,
    asNew,
    byReplacing,
    exact: Math.min(unfulfilled, asNew + byReplacing),
    extraActivations: extraActivationsAvailable(self.counts),
  }
}
