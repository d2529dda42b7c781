import { isRefusal, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { partOf, type LicenseHolding, type LicensePart } from './license-part.ts'
import { liveRefusal, type LicenseStanding } from './support-states.ts'

/** What a return does with the copies of a license. */
export interface ReturnPlan {
  readonly refused: false
  readonly part: LicensePart
  /** Copies and overdraft that the line item has available again. */
  readonly copiesBack: number
  readonly overdraftBack: number
  /** Copies and overdraft that nobody has any more and that stay used: the policy does not give them back. */
  readonly copiesKept: number
  readonly overdraftKept: number
}

/**
 * Decides the return of a license, whole or part. Returning is possible whatever the state of the line item: it only
 * ever gives something up. The policy on the number of returns is held apart, because it needs the past returns.
 * Source: seed 000 "Returning a License"; effects as in the room's README; LIFE-02.
 */
export function planReturn(
  license: LicenseStanding & LicenseHolding,
  asked: { readonly copies?: unknown; readonly overdraft?: unknown },
  policy: { readonly givesCopiesBack: boolean },
): ReturnPlan | Refusal {
  const closed = liveRefusal(license)
  if (closed !== null) return closed
  const part = partOf(license, asked)
  if (isRefusal(part)) return part
  const { copies, overdraft } = part
  return policy.givesCopiesBack
    ? { refused: false, part, copiesBack: copies, overdraftBack: overdraft, copiesKept: 0, overdraftKept: 0 }
    : { refused: false, part, copiesBack: 0, overdraftBack: 0, copiesKept: copies, overdraftKept: overdraft }
}
