import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { implement, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { modelOf } from '../issuing/facts-of.ts'
import {
  heldToPolicy,
  holdingOf,
  lockLicense,
  reissue,
  shipToRefusal,
  standingOf,
} from '../issuing/held-licenses.ts'
import { hostAttributesGiven } from '../issuing/held-technology.ts'
import { modelAttributesOf } from '../issuing/license-attributes.ts'
import { hostIdSettingsOf } from '../issuing/license-settings.ts'
import { readHostRequests } from '../issuing/read-hosts.ts'
import { carryOut } from '../issuing/support-outcome.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { planRehost } from '../rules/rehost-license.ts'
import { rehostLicense } from './rehost-license.contract.ts'

/** Rehosts licenses; the new ones are signed with the active key of the ring. */
export function rehostLicenseWith(ring: KeyRing): Operation {
  return implement(rehostLicense, async (ctx, input) => {
    const wrong = shipToRefusal(input)
    if (wrong) return ctx.refuse(wrong)
    const { held, issue } = await lockLicense(ctx, input.fulfillment, ring)
    const { record } = held
    const read = readHostRequests([input.hosts], await hostIdSettingsOf(ctx))
    if (isRefusal(read)) return ctx.refuse(read)
    const [hosts] = read
    invariant(hosts, 'One request for hosts is read as one.')
    const facts = {
      license: { ...standingOf(held), ...holdingOf(held) },
      attributes: modelAttributesOf(record),
      hostTexts: [...record.servers, ...record.nodeHosts],
      lineItem: held.item.lineItem,
      model: modelOf(held.item),
      mayOverridePolicies: ctx.may('policies.override'),
    }
    const plan = planRehost(facts, { ...input, hosts })
    if (isRefusal(plan)) return ctx.refuse(plan)
    const given = await hostAttributesGiven(ctx, record, input.hosts.hostAttributes)
    if (isRefusal(given)) return ctx.refuse(given)
    const policy = await heldToPolicy(ctx, held.item, 'rehosts')
    if (isRefusal(policy)) return ctx.refuse(policy)

    // The rest keeps the chain; without a rest the moved license does.
    const { part } = plan
    const chainId = part.rest ? null : record.chainId
    const place = { supportAction: 'master', takesCopies: true } as const
    const { hostAttributes } = given
    const wish = { hosts: plan.hosts, copies: part.copies, overdraft: part.overdraft, hostAttributes }
    const moved = reissue(held, { ...wish, place: { ...place, chainId } }, issue, input)
    if (isRefusal(moved)) return ctx.refuse(moved)
    const rest =
      part.rest && reissue(held, { ...part.rest, place: { ...place, chainId: record.chainId } }, issue, input)
    if (isRefusal(rest)) return ctx.refuse(rest)
    return carryOut(ctx, {
      event: 'license.rehosted',
      ended: [{ held, as: 'rehost' }],
      issued: rest ? [moved, rest] : [moved],
      copies: [],
      policiesOverridden: [...policy.overridden, ...plan.policiesOverridden],
      details: { from: facts.hostTexts },
      shipToEmail: input.shipToEmail,
      language: input.language,
    })
  })
}
