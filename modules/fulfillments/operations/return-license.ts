import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { implement, type Operation } from '@tallystick/kernel/operation/implement.ts'
import {
  heldToPolicy,
  holdingOf,
  lockLicense,
  policyFactsOf,
  reissue,
  shipToRefusal,
  standingOf,
} from '../issuing/held-licenses.ts'
import { carryOut } from '../issuing/support-outcome.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { planReturn } from '../rules/return-license.ts'
import { givesCopiesBack } from '../rules/support-policy.ts'
import { returnLicense } from './return-license.contract.ts'

/** Returns licenses; what stays of a part is signed with the active key of the ring. */
export function returnLicenseWith(ring: KeyRing): Operation {
  return implement(returnLicense, async (ctx, input) => {
    const wrong = shipToRefusal(input)
    if (wrong) return ctx.refuse(wrong)
    const { held, issue } = await lockLicense(ctx, input.fulfillment, ring)
    const license = { ...standingOf(held), ...holdingOf(held) }
    const plan = planReturn(license, input, { givesCopiesBack: givesCopiesBack(policyFactsOf(held.item)) })
    if (isRefusal(plan)) return ctx.refuse(plan)
    const policy = await heldToPolicy(ctx, held.item, 'returns')
    if (isRefusal(policy)) return ctx.refuse(policy)

    const { rest } = plan.part
    const place = { supportAction: 'master', chainId: held.record.chainId, takesCopies: true } as const
    const issued = rest ? reissue(held, { ...rest, place }, issue, input) : null
    if (isRefusal(issued)) return ctx.refuse(issued)
    const { copiesBack, overdraftBack, copiesKept, overdraftKept } = plan
    return carryOut(ctx, {
      event: 'license.returned',
      ended: [{ held, as: 'return', copiesKept, overdraftKept }],
      issued: issued ? [issued] : [],
      copies: [
        {
          lineItemId: held.record.lineItemId,
          taken: -copiesBack,
          moved: 0,
          brought: 0,
          overdraft: -overdraftBack,
        },
      ],
      copiesReturned: copiesBack,
      overdraftReturned: overdraftBack,
      policiesOverridden: policy.overridden,
      details: { returned: { copies: plan.part.copies, overdraft: plan.part.overdraft }, copiesBack },
      shipToEmail: input.shipToEmail,
      language: input.language,
    })
  })
}
