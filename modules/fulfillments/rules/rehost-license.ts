import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { HostRequest, LicenseModelFacts } from './activation-facts.ts'
import { readHosts, unaskedServerRefusal, type LicenseHosts } from './activation-hosts.ts'
import { partOf, type LicenseHolding, type LicensePart } from './license-part.ts'
import { liveRefusal, reissueRefusal, type LicenseStanding } from './support-states.ts'
import type { RecordState } from '@tallystick/entitlements/model.ts'
import { attributeHostsRefusal } from '@tallystick/catalog/rules/resolve-attributes.ts'
import type { AttributeValues } from '@tallystick/catalog/rules/model-attributes.ts'

/** Everything that decides a rehost besides the request. */
export interface RehostFacts {
  readonly license: LicenseStanding & LicenseHolding
  readonly attributes: AttributeValues
  /** The host IDs of the license, in the order of its text. */
  readonly hostTexts: readonly string[]
  readonly lineItem: { readonly activationId: string; readonly state: RecordState }
  readonly model: LicenseModelFacts
  readonly mayOverridePolicies: boolean
}

/** What a rehost does: the part that goes to other hosts, and what stays on the old ones. */
export interface RehostPlan {
  readonly refused: false
  readonly part: LicensePart
  readonly hosts: LicenseHosts
  readonly policiesOverridden: readonly 'host-types'[]
}

/**
 * Decides the move of a license, whole or part, to other hosts; nothing but hosts changes.
 *
 * Precedence: state of the license, of its line item, the part, the hosts, then hosts that are the same. One license
 * goes to one place: a server (or set of three), or one node-locked host. Source: seed 000 "Rehosting a License";
 * LIFE-04.
 */
export function planRehost(
  facts: RehostFacts,
  asked: { readonly copies?: unknown; readonly overdraft?: unknown; readonly hosts: HostRequest },
): RehostPlan | Refusal {
  const closed = liveRefusal(facts.license) ?? reissueRefusal(facts.lineItem)
  if (closed !== null) return closed
  const part = partOf(facts.license, asked)
  if (isRefusal(part)) return part
  const hosts = readHosts(facts.model, [{ ...asked.hosts, copies: undefined }], facts.mayOverridePolicies)
  if (isRefusal(hosts)) return hosts
  const [first, second] = hosts.licenses
  if (!first || second) return refuse('hosts-not-one', { hosts: hosts.licenses.length })
  const unfit =
    unaskedServerRefusal(facts.model, facts.attributes, [asked.hosts]) ??
    attributeHostsRefusal(
      facts.model.kind,
      facts.attributes,
      first.nodeHosts.map(({ type }) => type),
    )
  if (unfit !== null) return unfit
  if (textsOf(first).join(' ') === facts.hostTexts.join(' ')) return refuse('same-hosts')
  return {
    refused: false,
    part,
    hosts: first,
    policiesOverridden: hosts.overridesTypes ? ['host-types'] : [],
  }
}

function textsOf({ servers, nodeHosts }: LicenseHosts): readonly string[] {
  return [...(servers ?? []).map(({ hostId }) => hostId.text), ...nodeHosts.map(({ text }) => text)]
}
