import type { LicenseKind } from '@tallystick/catalog/rules/license-kinds.ts'
import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import type { HostId } from '@tallystick/hosts/model.ts'
import { hostKeyOf } from '@tallystick/hosts/rules/host-key.ts'
import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { ActivationFacts, ActivationRequest, ServerHost } from './activation-facts.ts'
import { partOf, type LicenseHolding, type LicensePart } from './license-part.ts'
import { planActivation, type ActivationPlan } from './plan-activation.ts'
import type { ReplacingFacts } from './replace-licenses.ts'
import { liveRefusal, type LicenseStanding } from './support-states.ts'

/** The license that is to become one of a replacing line item. */
export type UpgradedLicense = LicenseStanding &
  LicenseHolding & {
    readonly id: string
    readonly lineItemId: string
    readonly fulfilledAt: string
    readonly servers: readonly ServerHost[] | null
    readonly nodeHosts: readonly HostId[]
  }

/** Everything that decides it besides the request. */
export interface UpgradeFacts {
  readonly license: UpgradedLicense
  /** Of the replacing line item. */
  readonly activation: ActivationFacts
  /** Null when the line item replaces nothing. */
  readonly replacing: Omit<ReplacingFacts, 'licenses'> | null
  /** A server may be named although the kind asks for none, because the line item or this request says so. */
  readonly mayNameServer: boolean
}

/** What is asked: a count, and what the activation of the replacing line item asks. */
export type UpgradeRequest = Omit<ActivationRequest, 'hosts'> & {
  readonly copies?: unknown
  readonly overdraft?: unknown
}

/**
 * Decides the replacement of one license, whole or part, by a license of an upgrade, upsell or renewal on the same
 * hosts. It is the activation of that line item with copies of this license alone, so its rules are those of
 * activations: states, attributes, dates, relation, what remains. Precedence: state of the license, the part, the
 * hosts, then those. Source: seed 000 "Upgrading a License"; LIFE-05.
 */
export function planUpgrade(
  facts: UpgradeFacts,
  asked: UpgradeRequest,
): (ActivationPlan & { readonly part: LicensePart }) | Refusal {
  const { license, activation, replacing } = facts
  const closed = liveRefusal(license)
  if (closed !== null) return closed
  const { activationId } = activation.lineItem
  if (replacing === null) return refuse('replaces-not-asked', { activationId })
  const part = partOf(license, { copies: asked.copies })
  if (isRefusal(part)) return part
  const { kind } = activation.model
  const unfit = hostsRefusal(kind, license)
  if (unfit !== null) return refuse(unfit.code, { ...unfit.data, activationId })

  const hosts = hostsFor(kind, license, facts.mayNameServer)
  const { id, lineItemId, fulfillmentCode, fulfilledAt, copies, overdraft } = license
  const one = { id, lineItemId, fulfillmentCode, fulfilledAt, copies, overdraft, drawn: 0 }
  const licenses = [{ ...one, hostKey: keyOf(kind, hosts) }]
  const replaces = [{ lineItem: lineItemId, copies: part.copies }]
  const plan = planActivation(
    { ...activation, replacing: { ...replacing, licenses } },
    { ...asked, hosts: [{ ...hosts, overdraft: asked.overdraft, replaces }] },
  )
  return isRefusal(plan) ? plan : { ...plan, part }
}

/** Whether licenses of a kind can be on the hosts of this one; null when they can. */
export function hostsRefusal(
  kind: LicenseKind,
  license: Pick<UpgradedLicense, 'fulfillmentCode' | 'servers' | 'nodeHosts'>,
): Refusal | null {
  const { asksServerHost, asksNodeHosts, countsPer } = licenseKindOf(kind)
  const data = { fulfillment: license.fulfillmentCode, kind }
  if (asksServerHost && license.servers === null) return refuse('hosts-of-other-kind', data)
  if (asksNodeHosts && license.nodeHosts.length === 0) return refuse('hosts-of-other-kind', data)
  const isOne = countsPer === 'server-host' || license.nodeHosts.length === 1
  return isOne ? null : refuse('hosts-of-other-kind', data)
}

/** The hosts of the license that a license of the new kind names. */
function hostsFor(kind: LicenseKind, license: UpgradedLicense, mayNameServer: boolean) {
  const { asksServerHost, asksNodeHosts } = licenseKindOf(kind)
  return {
    servers: asksServerHost || mayNameServer ? (license.servers ?? []) : [],
    nodeHosts: asksNodeHosts ? license.nodeHosts : [],
  }
}

function keyOf(kind: LicenseKind, { servers, nodeHosts }: ReturnType<typeof hostsFor>): string {
  if (licenseKindOf(kind).countsPer === 'node-host') return hostKeyOf('node', nodeHosts)
  return hostKeyOf(
    'server',
    servers.map(({ hostId }) => hostId),
  )
}
