import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { implement, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { heldToPolicy, lockLicense, reissue, shipToRefusal } from '../issuing/held-licenses.ts'
import { hostAttributesGiven } from '../issuing/held-technology.ts'
import { hostIdSettingsOf } from '../issuing/license-settings.ts'
import { readHostRequests } from '../issuing/read-hosts.ts'
import { onlyForProducer, reissueFactsOf } from '../issuing/reissue-facts.ts'
import { carryOut } from '../issuing/support-outcome.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { planCorrection } from '../rules/correct-publisher-error.ts'
import { correctPublisherError } from './correct-publisher-error.contract.ts'

/** Makes wrong licenses anew; they are signed with the active key of the ring. */
export function correctPublisherErrorWith(ring: KeyRing): Operation {
  return implement(correctPublisherError, async (ctx, input) => {
    const wrong = shipToRefusal(input)
    if (wrong) return ctx.refuse(wrong)
    const { held, issue } = await lockLicense(ctx, input.fulfillment, ring)
    onlyForProducer(ctx, 'licenses.publisher-error')
    const read = readHostRequests(input.hosts ? [input.hosts] : [], await hostIdSettingsOf(ctx))
    if (isRefusal(read)) return ctx.refuse(read)
    const [hosts] = read
    invariant(!input.hosts || hosts, 'One request for hosts is read as one.')
    const plan = planCorrection(reissueFactsOf(ctx, held), { ...input, hosts })
    if (isRefusal(plan)) return ctx.refuse(plan)
    const given = await hostAttributesGiven(ctx, held.record, input.hosts?.hostAttributes)
    if (isRefusal(given)) return ctx.refuse(given)
    const policy = await heldToPolicy(ctx, held.item, 'publisherErrors')
    if (isRefusal(policy)) return ctx.refuse(policy)

    const { attributes, ...dates } = plan.settings
    const place = { supportAction: 'master', chainId: held.record.chainId, takesCopies: true } as const
    const { hostAttributes } = given
    const wish = { hosts: plan.hosts, attributes, dates, hostAttributes, place }
    const corrected = reissue(held, wish, issue, input)
    if (isRefusal(corrected)) return ctx.refuse(corrected)
    return carryOut(ctx, {
      event: 'license.corrected',
      ended: [{ held, as: 'publisher-error' }],
      issued: [corrected],
      copies: [],
      policiesOverridden: [...policy.overridden, ...(plan.overridesHostTypes ? ['host-types'] : [])],
      details: { changes: plan.changes },
      shipToEmail: input.shipToEmail,
      language: input.language,
    })
  })
}
