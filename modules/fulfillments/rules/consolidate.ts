import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { liveRefusal, type LicenseStanding } from './support-states.ts'

/** What decides with which others a license can share a file. */
export interface LicenseToGroup extends LicenseStanding {
  readonly accountId: string | null
  readonly soldTo: string
  readonly technology: string
  readonly servers: readonly string[]
  readonly nodeHosts: readonly string[]
}

/** Licenses that belong in one file. */
export interface LicenseGroup<T> {
  /** The host IDs that they share, as the list of consolidated licenses shows them. */
  readonly criteria: string
  readonly members: readonly T[]
}

/**
 * Whether these licenses can be consolidated at all: every one active, all of one account, each a certificate or of a
 * technology whose generator joins.
 * What is alone on its host is no reason to refuse as long as others are not. Source: seed 000 "License Consolidation
 * Limitations"; CERT-04.
 */
export function consolidationRefusal(
  licenses: readonly LicenseToGroup[],
  technologies: readonly JoiningTechnology[] = [],
): Refusal | null {
  for (const one of licenses) {
    const closed = liveRefusal(one)
    if (closed !== null) return closed
  }
  const accounts = new Map(licenses.map(({ accountId, soldTo }) => [accountId, soldTo || 'nobody']))
  if (accounts.size > 1) {
    return refuse('consolidation-accounts-differ', { accounts: [...accounts.values()] })
  }
  for (const { fulfillmentCode: fulfillment, technology } of licenses) {
    const problem = joiningProblem(technology, technologies)
    if (problem !== null) return refuse('consolidation-technology', { fulfillment, technology, problem })
  }
  const groups = groupsOf(licenses)
  if (groups.every(({ members }) => members.length < 2)) {
    return refuse('consolidation-nothing', { hosts: groups.map(({ criteria }) => criteria) })
  }
  return null
}

/** A technology of the producer as far as it decides whether its licenses can be joined. */
export interface JoiningTechnology {
  readonly name: string
  readonly generation: 'manual' | 'http'
  readonly consolidates: boolean
}

/** Why licenses of a technology cannot be joined later; null when they can: certificates here, others by their generator. */
function joiningProblem(name: string, technologies: readonly JoiningTechnology[]): string | null {
  if (name === 'certificate') return null
  const technology = technologies.find((one) => one.name === name)
  if (!technology?.consolidates) return 'it does not consolidate'
  return technology.generation === 'http' ? null : 'its licenses are made by hand'
}

/**
 * Groups licenses by account, technology and host, in the order in which they come: one file for each license server
 * (a redundant set is one, its order counts), or for each machine where no server is named. CERT-04.
 */
export function groupsOf<T extends LicenseToGroup>(licenses: readonly T[]): readonly LicenseGroup<T>[] {
  const groups = new Map<string, T[]>()
  for (const one of licenses) {
    const key = JSON.stringify([one.accountId, one.technology, one.servers.length > 0, hostsOf(one)])
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return [...groups.values()].map((members) => ({
    criteria: members[0] ? hostsOf(members[0]).join(' ') : '',
    members,
  }))
}

function hostsOf({ servers, nodeHosts }: LicenseToGroup): readonly string[] {
  return servers.length > 0 ? servers : nodeHosts.toSorted()
}

/**
 * Whether a consolidated license can be made anew out of what its licenses have become: not while it is good, and not
 * when nothing of it lives. LIFE-07.
 */
export function anewRefusal(
  earlier: { readonly consolidatedCode: string; readonly state: 'active' | 'inactive' },
  living: number,
): Refusal | null {
  const { consolidatedCode: consolidatedLicense, state } = earlier
  if (state === 'active') return refuse('consolidation-still-active', { consolidatedLicense })
  return living === 0 ? refuse('consolidation-nothing', { hosts: [] }) : null
}

/** A consolidated license that is not good any more cannot be rehosted: some of its licenses have ended. */
export function consolidatedRefusal(license: {
  readonly consolidatedCode: string
  readonly state: 'active' | 'inactive'
}): Refusal | null {
  if (license.state === 'active') return null
  return refuse('consolidated-license-inactive', { consolidatedLicense: license.consolidatedCode })
}
