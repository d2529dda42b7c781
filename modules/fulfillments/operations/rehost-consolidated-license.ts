import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implement, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { ConsolidatedLicenses } from '../consolidated-resources.ts'
import { consolidateWherePossible, issuedToJoin } from '../issuing/consolidating.ts'
import { lockLicenses, shipToRefusal } from '../issuing/held-licenses.ts'
import { moveAll } from '../issuing/move-together.ts'
import { heldToPolicies } from '../issuing/policies-of-many.ts'
import { carryOut } from '../issuing/support-outcome.ts'
import { viewConsolidation } from '../issuing/view-consolidated.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { consolidatedRefusal } from '../rules/consolidate.ts'
import { livingMembers } from '../store/consolidated-licenses.ts'
import { rehostConsolidatedLicense } from './rehost-consolidated-license.contract.ts'

/** Rehosts consolidated licenses; what is new is signed with the active key of the ring. */
export function rehostConsolidatedWith(ring: KeyRing): Operation {
  return implement(rehostConsolidatedLicense, async (ctx, input) => {
    const wrong = shipToRefusal(input)
    if (wrong) return ctx.refuse(wrong)
    const earlier = await find(ctx, ConsolidatedLicenses, input.consolidatedLicense)
    const closed = consolidatedRefusal(earlier)
    if (closed) return ctx.refuse(closed)
    const { licenses, issue } = await lockLicenses(ctx, await livingMembers(ctx, earlier.id), ring)
    const moved = await moveAll(ctx, licenses, issue, input)
    if (isRefusal(moved)) return ctx.refuse(moved)
    const policy = await heldToPolicies(ctx, licenses, 'rehosts')
    if (isRefusal(policy)) return ctx.refuse(policy)

    const consolidation = consolidateWherePossible(issuedToJoin(moved.issued), issue)
    const { consolidated, warnings } = viewConsolidation(consolidation)
    const outcome = await carryOut(ctx, {
      event: 'license.rehosted',
      ended: licenses.map((held) => ({ held, as: 'rehost' })),
      issued: moved.issued,
      copies: [],
      consolidates: consolidation.made,
      joinsGenerated: true,
      policiesOverridden: [...policy.overridden, ...moved.overridden],
      details: { from: earlier.criteria, consolidatedLicense: earlier.consolidatedCode },
      about: [
        { kind: 'consolidated-license', id: earlier.id, label: earlier.consolidatedCode },
        ...consolidation.made.map(({ id, consolidatedCode }) => ({
          kind: 'consolidated-license',
          id,
          label: consolidatedCode,
        })),
      ],
      payload: { consolidatedIds: consolidated.map(({ id }) => id) },
      shipToEmail: input.shipToEmail,
      language: input.language,
    })
    return { ...outcome, consolidated, warnings }
  })
}
