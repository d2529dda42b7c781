import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { isRefusal, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { implement, type CommandContext, type Operation } from '@tallystick/kernel/operation/implement.ts'
import type { z } from 'zod'
import { heldToPolicy, lockLicense, reissue, shipToRefusal } from '../issuing/held-licenses.ts'
import { hostAttributesGiven } from '../issuing/held-technology.ts'
import { hostIdSettingsOf } from '../issuing/license-settings.ts'
import { readHostRequests } from '../issuing/read-hosts.ts'
import { besideFactsOf, onlyForProducer } from '../issuing/reissue-facts.ts'
import { carryOut } from '../issuing/support-outcome.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { hostsGiven } from '../rules/correct-publisher-error.ts'
import { planBeside, type BesideFacts, type BesideKind } from '../rules/license-beside.ts'
import { hostsFitRefusal, type HostsOfLicense } from '../rules/reissue-settings.ts'
import { issueEmergencyLicense, issueStopGapLicense } from './licenses-beside.contract.ts'

type Input = z.output<typeof issueStopGapLicense.input> &
  Partial<Pick<z.output<typeof issueEmergencyLicense.input>, 'attributes' | 'hosts'>>

const KINDS = {
  emergency: {
    policy: 'emergencies',
    permission: 'licenses.emergency',
    event: 'license.emergency-issued',
  },
  'stop-gap': { policy: 'stopGaps', permission: 'licenses.stop-gap', event: 'license.stop-gap-issued' },
} as const

/** Issues emergency and stop-gap licenses, signed with the active key of the ring. */
export function besideOperations(ring: KeyRing): readonly Operation[] {
  return [
    implement(issueEmergencyLicense, (ctx, input) => issueBeside(ctx, ring, 'emergency', input)),
    implement(issueStopGapLicense, (ctx, input) => issueBeside(ctx, ring, 'stop-gap', input)),
  ]
}

async function issueBeside(ctx: CommandContext, ring: KeyRing, kind: BesideKind, input: Input) {
  const { policy: policyName, permission, event } = KINDS[kind]
  const wrong = shipToRefusal(input)
  if (wrong) return ctx.refuse(wrong)
  const { held, issue } = await lockLicense(ctx, input.fulfillment, ring)
  onlyForProducer(ctx, permission)
  const facts = besideFactsOf(ctx, held, policyName)
  const plan = planBeside(kind, facts, input)
  if (isRefusal(plan)) return ctx.refuse(plan)
  const hosts = await hostsOf(ctx, facts, input)
  if (isRefusal(hosts)) return ctx.refuse(hosts)
  const unfit = hostsFitRefusal(facts, plan.attributes, hosts.hosts)
  if (unfit !== null) return ctx.refuse(unfit)
  const given = await hostAttributesGiven(ctx, held.record, input.hosts?.hostAttributes)
  if (isRefusal(given)) return ctx.refuse(given)
  const policy = await heldToPolicy(ctx, held.item, policyName)
  if (isRefusal(policy)) return ctx.refuse(policy)

  const place = { supportAction: kind, chainId: null, takesCopies: false } as const
  const { dates, attributes } = plan
  const { hostAttributes } = given
  const wish = { hosts: hosts.hosts, dates, attributes, hostAttributes, place }
  const issued = reissue(held, wish, issue, input)
  if (isRefusal(issued)) return ctx.refuse(issued)
  return carryOut(ctx, {
    event,
    ended: [],
    issued: [issued],
    copies: [],
    policiesOverridden: [
      ...policy.overridden,
      ...(plan.overridesLength ? [`${policyName}-length`] : []),
      ...(hosts.overridesTypes ? ['host-types'] : []),
    ],
    details: { beside: held.record.fulfillmentCode, from: dates.starts, until: dates.expires },
    besides: [held],
    shipToEmail: input.shipToEmail,
    language: input.language,
  })
}

/** The hosts of the request, else those of the license beside which it stands. */
async function hostsOf(
  ctx: CommandContext,
  facts: BesideFacts,
  input: Input,
): Promise<{ readonly hosts: HostsOfLicense; readonly overridesTypes: boolean } | Refusal> {
  if (!input.hosts) return { hosts: facts.hosts, overridesTypes: false }
  const read = readHostRequests([input.hosts], await hostIdSettingsOf(ctx))
  if (isRefusal(read)) return read
  const [hosts] = read
  invariant(hosts, 'One request for hosts is read as one.')
  return hostsGiven(facts, hosts)
}
