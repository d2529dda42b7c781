import type { HostId, HostTypeKey, HostUse } from '@tallystick/hosts/model.ts'
import { defaultHostIdSettings } from '@tallystick/hosts/model.ts'
import { hostKeyOf } from '@tallystick/hosts/rules/host-key.ts'
import { lineRefusal, useRefusal } from '@tallystick/hosts/rules/host-id.ts'
import { hostTypeOf } from '@tallystick/hosts/rules/host-types.ts'
import { readServerSet } from '@tallystick/hosts/rules/triad.ts'
import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { HostRequest, LicenseModelFacts, ServerHost } from './activation-facts.ts'
import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import type { AttributeValues } from '@tallystick/catalog/rules/model-attributes.ts'

/** Servers, or node-locked hosts of one server, in one activation at most. */
export const hostsPerActivationMax = 1000

/** Hosts of one license to be: one server or three or none, and the node-locked hosts on its lines. */
export interface LicenseHosts {
  /** Null when the license needs no server. */
  readonly servers: readonly ServerHost[] | null
  readonly nodeHosts: readonly HostId[]
  /** Finds the host again; see `hostKeyOf`. Of the server where there is one, else of the node. */
  readonly hostKey: string
  /** Which entry of the request it comes from. */
  readonly request: HostRequest
}

/** The hosts of an activation, one entry per license file. */
export interface ReadHosts {
  readonly ok: true
  readonly licenses: readonly LicenseHosts[]
  /** True when a type outside the policy was let through by `mayOverridePolicies`. */
  readonly overridesTypes: boolean
}

/**
 * Holds the hosts of a request to what its license model asks for, and splits them into licenses:
 * one per server host (three redundant servers are one), or one per node-locked host.
 *
 * In this order: number of hosts, then per entry missing and unasked hosts, three-server rules, use
 * and policy of each type, names and ports; then DEMO on counted lines and hosts given twice.
 * Source: Table 2-2 and 2-4, seed 004 "Configuring Counts"; ACT-04.
 */
export function readHosts(
  model: LicenseModelFacts,
  hosts: readonly HostRequest[],
  mayOverrideTypes: boolean,
): ReadHosts | Refusal {
  if (hosts.length === 0) return refuse('hosts-missing', { kind: model.kind })
  if (hosts.length > hostsPerActivationMax) return tooMany(hosts.length)
  let overridesTypes = false
  for (const [index, host] of hosts.entries()) {
    const wrong = shapeRefusal(model, host, index) ?? serverRefusal(host, index) ?? lineRefusalOf(model, host)
    if (wrong !== null) return wrong
    const policy = policyRefusal(model, host)
    if (policy !== null && !mayOverrideTypes) return policy
    overridesTypes ||= policy !== null
  }
  const licenses = hosts.flatMap((host) => licensesOf(model, host))
  if (licenses.length > hostsPerActivationMax) return tooMany(licenses.length)
  return repeatedRefusal(licenses) ?? { ok: true, licenses, overridesTypes }
}

/** Refuses a server for a node-locked uncounted license that neither shares a dongle nor uses a server. */
export function unaskedServerRefusal(
  model: LicenseModelFacts,
  values: AttributeValues,
  hosts: readonly HostRequest[],
): Refusal | null {
  if (licenseKindOf(model.kind).asksServerHost || values.flexidSharing || values.useServer) return null
  const index = hosts.findIndex((host) => (host.servers ?? []).length > 0)
  return index < 0 ? null : refuse('server-host-not-asked', { kind: model.kind, host: index + 1 })
}

function shapeRefusal(model: LicenseModelFacts, host: HostRequest, index: number): Refusal | null {
  const kind = licenseKindOf(model.kind)
  const data = { kind: model.kind, host: index + 1 }
  const servers = host.servers ?? []
  const nodes = host.nodeHosts ?? []
  if (kind.asksServerHost && servers.length === 0) return refuse('server-host-missing', data)
  if (kind.asksNodeHosts && nodes.length === 0) return refuse('node-host-missing', data)
  if (!kind.asksNodeHosts && nodes.length > 0) return refuse('node-host-not-asked', data)
  return nodes.length > hostsPerActivationMax ? tooMany(nodes.length) : null
}

function serverRefusal(host: HostRequest, index: number): Refusal | null {
  const servers = host.servers ?? []
  if (servers.length === 0) return null
  const set = readServerSet(servers.map((server) => server.hostId))
  if (isRefusal(set)) return set
  for (const { hostName, port } of servers) {
    if (hostName && !/^[A-Za-z0-9_](?:[A-Za-z0-9_.:-]{0,252})$/.test(hostName)) {
      return refuse('server-name', { host: index + 1, value: hostName.slice(0, 80) })
    }
    if (typeof port === 'number' && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
      return refuse('server-port', { host: index + 1, value: port, minimum: 1, maximum: 65_535 })
    }
  }
  const ports = [...new Set(servers.map((server) => server.port ?? null))]
  return ports.length > 1 ? refuse('server-ports-differ', { host: index + 1, ports }) : null
}

/** A type that can never stand here, whoever asks: a node-only type as server, DEMO on a counted line. */
function lineRefusalOf(model: LicenseModelFacts, host: HostRequest): Refusal | null {
  const open = { ...defaultHostIdSettings, allowsIpv6: true }
  const isCounted = licenseKindOf(model.kind).isCounted
  return firstRefusal(host, (hostId, use) => {
    const type = hostTypeOf(hostId.type)
    if (type === null) return refuse('host-id-type-unknown', { type: hostId.type })
    return useRefusal(type, use, open) ?? (use === 'node' ? lineRefusal(hostId, { isCounted }) : null)
  })
}

/** The host ID type policy of the license model. */
function policyRefusal(model: LicenseModelFacts, host: HostRequest): Refusal | null {
  return firstRefusal(host, (hostId, use) => {
    const allowed: readonly HostTypeKey[] | null =
      use === 'server' ? model.serverHostTypes : model.nodeHostTypes
    if (allowed === null || allowed.includes(hostId.type)) return null
    const type = hostTypeOf(hostId.type)?.label ?? hostId.type
    return refuse('host-type-not-allowed', { value: hostId.text, type, use, allowed })
  })
}

function firstRefusal(
  host: HostRequest,
  check: (hostId: HostId, use: HostUse) => Refusal | null,
): Refusal | null {
  for (const server of host.servers ?? []) {
    const refusal = check(server.hostId, 'server')
    if (refusal !== null) return refusal
  }
  for (const node of host.nodeHosts ?? []) {
    const refusal = check(node, 'node')
    if (refusal !== null) return refusal
  }
  return null
}

function licensesOf(model: LicenseModelFacts, request: HostRequest): readonly LicenseHosts[] {
  const servers = request.servers !== undefined && request.servers.length > 0 ? request.servers : null
  const nodeHosts = request.nodeHosts ?? []
  if (licenseKindOf(model.kind).countsPer === 'node-host') {
    return nodeHosts.map((node) => ({
      servers,
      nodeHosts: [node],
      hostKey: hostKeyOf('node', [node]),
      request,
    }))
  }
  const serverIds = (servers ?? []).map((server) => server.hostId)
  return [{ servers, nodeHosts, hostKey: hostKeyOf('server', serverIds), request }]
}

/** The same license host twice in one request, or a node twice on one line, is a slip, not two copies. */
function repeatedRefusal(licenses: readonly LicenseHosts[]): Refusal | null {
  const seen = new Set<string>()
  for (const license of licenses) {
    const nodes = new Set<string>()
    const twice = license.nodeHosts.find((node) => nodes.size === nodes.add(node.normalized).size)
    if (twice !== undefined) return refuse('host-repeated', { value: twice.text })
    if (seen.has(license.hostKey)) return refuse('host-repeated', { value: firstTextOf(license) })
    seen.add(license.hostKey)
  }
  return null
}

/** Keys of all hosts that a request names: of its server or set of three, and of each of its machines. */
export function hostKeysOf({ servers = [], nodeHosts = [] }: HostRequest): readonly string[] {
  const serverIds = servers.map(({ hostId }) => hostId)
  return [
    ...(serverIds.length > 0 ? [hostKeyOf('server', serverIds)] : []),
    ...nodeHosts.map((node) => hostKeyOf('node', [node])),
  ]
}

/** Host ID by which people know the host of a license. */
export function firstTextOf(license: LicenseHosts): string {
  return (license.servers?.[0]?.hostId ?? license.nodeHosts[0])?.text ?? ''
}

function tooMany(hosts: number): Refusal {
  return refuse('hosts-too-many', { hosts, maximum: hostsPerActivationMax })
}
