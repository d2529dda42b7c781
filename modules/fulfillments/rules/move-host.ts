import { hostKeyOf } from '@tallystick/hosts/rules/host-key.ts'
import type { HostUse } from '@tallystick/hosts/model.ts'
import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { RecordState } from '@tallystick/entitlements/model.ts'
import type { HostRequest } from './activation-facts.ts'
import { planRehost, type RehostFacts } from './rehost-license.ts'
import type { HostsOfLicense } from './reissue-settings.ts'
import { liveRefusal, reissueRefusal, type LicenseStanding } from './support-states.ts'

/** The host that licenses leave. */
export interface SourceHost {
  readonly use: HostUse
  /** See `hostKeyOf`. */
  readonly key: string
}

/**
 * Refuses a target that is not one host of the same use as the source, or is the source itself; null when it is one.
 */
export function targetRefusal(
  source: SourceHost,
  { servers = [], nodeHosts = [] }: HostRequest,
): Refusal | null {
  const isOne = source.use === 'server' ? servers.length > 0 : nodeHosts.length === 1
  const others = source.use === 'server' ? nodeHosts.length : servers.length
  if (!isOne || others > 0) {
    return refuse('target-host-one', { use: source.use === 'server' ? 'license server' : 'node-locked host' })
  }
  const ids = source.use === 'server' ? servers.map(({ hostId }) => hostId) : nodeHosts
  return hostKeyOf(source.use, ids) === source.key ? refuse('same-hosts') : null
}

/** The hosts of a license when one of them is replaced; all others stay. */
export function withHostReplaced(
  { servers, nodeHosts }: HostsOfLicense,
  source: SourceHost,
  target: HostRequest,
): HostRequest {
  if (source.use === 'server') return { servers: target.servers ?? [], nodeHosts }
  return {
    servers: servers ?? [],
    nodeHosts: nodeHosts.flatMap((node) =>
      hostKeyOf('node', [node]) === source.key ? (target.nodeHosts ?? []) : [node],
    ),
  }
}

/**
 * Decides how one license goes from a host to another with all that are there. Emergency and stop-gap licenses go
 * along as what they are; for all others it is a rehost of the whole. LIFE-10.
 */
export function planHostChange(
  facts: RehostFacts & { readonly hosts: HostsOfLicense },
  source: SourceHost,
  target: HostRequest,
): ReturnType<typeof planRehost> {
  const license = { ...facts.license, takesCopies: true }
  return planRehost({ ...facts, license }, { hosts: withHostReplaced(facts.hosts, source, target) })
}

/** Whether a license can go with its host to another account; null when it can. LIFE-08. */
export function accountChangeRefusal(
  license: LicenseStanding,
  lineItem: { readonly activationId: string; readonly state: RecordState },
): Refusal | null {
  return liveRefusal({ ...license, takesCopies: true }) ?? reissueRefusal(lineItem)
}
