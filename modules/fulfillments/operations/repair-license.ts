import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { implement, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { heldToPolicy, lockLicense, reissue, shipToRefusal } from '../issuing/held-licenses.ts'
import { reissueFactsOf } from '../issuing/reissue-facts.ts'
import { carryOut } from '../issuing/support-outcome.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { planRepair } from '../rules/repair-license.ts'
import { repairLicense } from './repair-license.contract.ts'

/** Repairs licenses; the new ones are signed with the active key of the ring. */
export function repairLicenseWith(ring: KeyRing): Operation {
  return implement(repairLicense, async (ctx, input) => {
    const wrong = shipToRefusal(input)
    if (wrong) return ctx.refuse(wrong)
    const { held, issue } = await lockLicense(ctx, input.fulfillment, ring)
    const plan = planRepair(reissueFactsOf(ctx, held), input)
    if (isRefusal(plan)) return ctx.refuse(plan)
    const policy = await heldToPolicy(ctx, held.item, 'repairs')
    if (isRefusal(policy)) return ctx.refuse(policy)

    const { attributes, ...dates } = plan.settings
    const place = { supportAction: 'master', chainId: held.record.chainId, takesCopies: true } as const
    const repaired = reissue(held, { attributes, dates, place }, issue, input)
    if (isRefusal(repaired)) return ctx.refuse(repaired)
    return carryOut(ctx, {
      event: 'license.repaired',
      ended: [{ held, as: 'repair' }],
      issued: [repaired],
      copies: [],
      policiesOverridden: policy.overridden,
      details: { changes: plan.changes },
      shipToEmail: input.shipToEmail,
      language: input.language,
    })
  })
}
