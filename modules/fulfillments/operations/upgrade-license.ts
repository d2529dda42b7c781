import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import { implement, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { changesOf, copiesOf, issuePlanned } from '../issuing/activation.ts'
import { lockLicenses, shipToRefusal } from '../issuing/held-licenses.ts'
import { hostsAsAsked } from '../issuing/held-technology.ts'
import { stepsBetween } from '../issuing/replacing.ts'
import { carryOut } from '../issuing/support-outcome.ts'
import { upgradeFactsOf } from '../issuing/upgrading.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { replacedAs } from '../rules/replace-licenses.ts'
import { technologyChangeRefusal } from '../rules/held-licenses.ts'
import { planUpgrade } from '../rules/upgrade-license.ts'
import { upgradeLicense } from './upgrade-license.contract.ts'

/** Upgrades, upsells and renews licenses; the new ones are signed with the active key of the ring. */
export function upgradeLicenseWith(ring: KeyRing): Operation {
  return implement(upgradeLicense, async (ctx, input) => {
    const wrong = shipToRefusal(input)
    if (wrong) return ctx.refuse(wrong)
    const { licenses, items, issue } = await lockLicenses(ctx, [input.fulfillment], ring, [input.lineItem])
    const [held] = licenses
    const wanted = input.lineItem.toLowerCase()
    const item = items.find(
      ({ lineItem: one }) => one.id === wanted || one.activationId.toLowerCase() === wanted,
    )
    invariant(held && item, 'What is not seen ends as NotFound.')
    const { activationId, changeKind } = item.lineItem
    if (item.licenseModel === null) return ctx.refuse(refuse('line-item-without-license', { activationId }))
    const elsewhere = technologyChangeRefusal(held.record, item.lineItem)
    if (elsewhere) return ctx.refuse(elsewhere)
    const steps = await stepsBetween(ctx, [item], [held.item])
    const plan = planUpgrade(upgradeFactsOf(ctx, { held, item, steps }, input.attributes), input)
    if (isRefusal(plan)) return ctx.refuse(refuse(plan.code, { activationId, ...plan.data }))

    const planned = { item, plan, hosts: [hostsAsAsked(held)], copies: copiesOf(item, plan) }
    const outcome = issuePlanned(
      { planned: [planned], held: [held] },
      {
        ...issue,
        shipToEmail: input.shipToEmail ?? held.record.shipToEmail,
        shipToAddress: input.shipToAddress ?? held.record.shipToAddress,
      },
    )
    if (isRefusal(outcome)) return ctx.refuse(outcome)
    return carryOut(ctx, {
      event: 'license.upgraded',
      ended: outcome.ended,
      issued: [...outcome.issued, ...outcome.rests],
      copies: changesOf(planned),
      sources: outcome.sources,
      policiesOverridden: plan.policiesOverridden,
      details: {
        became: replacedAs[changeKind ?? 'upgrade'],
        from: held.record.activationId,
        to: activationId,
        copies: plan.part.copies,
      },
      shipToEmail: input.shipToEmail,
      language: input.language,
    })
  })
}
