import { invariant } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { isGoodAgain } from '../rules/held-licenses.ts'
import { lockLicensesBefore, type GoodAgain } from '../store/good-again.ts'
import { heldHostsOf } from './held-hosts.ts'
import { standingOf, type HeldLicense } from './held-licenses.ts'

/** A license that is good again, because the one in its place was refused. */
export interface GoodAgainLicense extends GoodAgain {
  readonly held: HeldLicense
  /** The license that was refused. */
  readonly insteadOf: HeldLicense
}

/**
 * The licenses that become good again when licenses on hold are refused, under lock: one round trip, and none where
 * nothing was replaced. For all others copies go back. CERT-05.
 */
export async function goodAgainAfter(
  ctx: QueryContext,
  refused: readonly HeldLicense[],
): Promise<readonly GoodAgainLicense[]> {
  const parents = refused.flatMap(({ record }) => record.parentId ?? [])
  if (parents.length === 0) return []
  const before = await lockLicensesBefore(ctx, parents)
  return refused.flatMap((insteadOf) => {
    const record = before.find((one) => isGoodAgain(insteadOf.record, one))
    if (!record) return []
    const { supportAction, copiesTaken } = insteadOf.record
    invariant(copiesTaken === 0 || copiesTaken === record.copies, 'A license takes all its copies or none.')
    const { takesCopies } = standingOf(insteadOf)
    return {
      id: record.id,
      as: supportAction,
      copiesTaken,
      overdraftTaken: takesCopies ? record.overdraft : 0,
      held: { record, item: insteadOf.item, hosts: heldHostsOf(record) },
      insteadOf,
    }
  })
}
