import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { RecordState, TransferState } from '../model.ts'
import { afterChange, withSources, type ChainLink, type CopiesDelta } from './copies-ledger.ts'
import { copiesAvailable } from './figures.ts'
import { planMoveOfFree, type MovedShare } from './split.ts'

/** Refuses a second decision, with who was first; null while the transfer waits. */
export function decisionRefusal(transfer: {
  readonly activationId: string
  readonly state: TransferState
  readonly decidedBy: string
  readonly decidedAt: string | null
}): Refusal | null {
  const { activationId, state, decidedBy: by, decidedAt: at } = transfer
  return state === 'waiting' ? null : refuse('transfer-decided', { activationId, state, by, at })
}

/** Refuses a transfer while a line item of the entitlement is in use; null when none is. Source: ENT-06. */
export function inUseRefusal(
  entitlementId: string,
  lineItems: readonly {
    readonly activationId: string
    readonly copiesTaken: number
    readonly overdraftTaken: number
  }[],
): Refusal | null {
  const used = lineItems.filter(({ copiesTaken, overdraftTaken }) => copiesTaken + overdraftTaken > 0)
  if (used.length === 0) return null
  const taken = used.reduce((sum, one) => sum + one.copiesTaken, 0)
  return refuse('entitlement-in-use', {
    entitlementId,
    activationIds: used.map((one) => one.activationId),
    taken,
  })
}

/** State of an origin when copies come back to it: what it was, but never ahead of its entitlement. */
export function restoredState(
  origin: { readonly copiesTotal: number; readonly stateBefore: RecordState },
  entitlement: RecordState,
): RecordState | null {
  if (origin.copiesTotal > 0) return null
  if (origin.stateBefore !== 'deployed' || entitlement === 'deployed') return origin.stateBefore
  return entitlement === 'inactive' ? 'inactive' : 'obsolete'
}

/** A line item of an entitlement that goes to another account as a whole; none of its copies is in use. */
export interface WholeItem {
  readonly id: string
  readonly parentId: string | null
  /** With all that it replaces. */
  readonly chain: readonly ChainLink[]
}

/** How one line item goes with its entitlement. */
export interface WholeMove {
  readonly share: MovedShare
  readonly draws: readonly CopiesDelta[]
  /** The line item that it replaces goes too, so that it can still bring copies from there. */
  readonly behind: { readonly parentId: string; readonly brought: number } | null
}

/**
 * Plans how the line items of an entitlement go, in their order; null for one that has nothing left to go.
 *
 * Copies that have moved on stay where they are, as history. A line item whose parent goes too keeps what it may bring
 * from there; one whose parent stays brings at once what is free there, so that nothing is shared. ENT-06.
 */
export function planWholeTransfer(items: readonly WholeItem[]): readonly (WholeMove | null)[] {
  const goes = new Map(items.map(({ id, chain }) => [id, restOf(chain) > 0]))
  let links = [...new Map(items.flatMap(({ chain }) => chain).map((link) => [link.id, link])).values()]
  return items.map(({ id, parentId, chain }) => {
    const keys = chain.map((link) => link.id)
    const fresh = withSources(keys.flatMap((key) => links.find((link) => link.id === key) ?? []))
    const [self] = fresh
    if (!self || !goes.get(id)) return null
    const { counts } = self
    const all = {
      taken: 0,
      extraActivations: counts.extraActivationsMax,
      overdraftMax: counts.overdraftMax,
      overdraftTaken: 0,
    }
    if (parentId === null || goes.get(parentId)) {
      const brought = Math.max(0, (counts.copiesBrought ?? 0) - counts.copiesMoved)
      return {
        share: { ...all, total: restOf(fresh) },
        draws: [],
        behind: parentId === null ? null : { parentId, brought },
      }
    }
    const plan = planMoveOfFree(fresh, copiesAvailable(counts))
    if ('code' in plan || plan.share.total === 0) return null
    links = [...afterChange(links, plan.draws)]
    return { share: { ...all, total: plan.share.total }, draws: plan.draws, behind: null }
  })
}

/** Copies that a line item has or may still bring, those gone for good left out. */
function restOf([self]: readonly ChainLink[]): number {
  return self ? Math.max(0, self.counts.copiesTotal - self.counts.copiesMoved) : 0
}
