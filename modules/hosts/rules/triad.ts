import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { HostId, ServerSet } from '../model.ts'
import { hostTypeOf, isAmazonType } from './host-types.ts'

/**
 * Reads a server host: one host ID, or three that form a redundant set.
 *
 * In a set of three the hosts differ, none is DEMO or of the Amazon cloud, and if one carries a
 * virtualization prefix then all carry the same. TPM IDs may stand beside other types. Order is
 * kept: primary, secondary, tertiary. Source: Table 2-3 notes of the published help; CERT-03.
 */
export function readServerSet(
  hostIds: readonly HostId[],
): { readonly ok: true; readonly servers: ServerSet } | Refusal {
  const [primary, secondary, tertiary] = hostIds
  if (primary !== undefined && hostIds.length === 1) return { ok: true, servers: [primary] }
  if (hostIds.length !== 3 || primary === undefined || secondary === undefined || tertiary === undefined) {
    return refuse('triad-size', { servers: hostIds.length, expected: [1, 3] })
  }
  return triadRefusal(hostIds) ?? { ok: true, servers: [primary, secondary, tertiary] }
}

function triadRefusal(hostIds: readonly HostId[]): Refusal | null {
  const barred = hostIds.find((hostId) => isBarred(hostId))
  if (barred !== undefined)
    return refuse('triad-type-not-allowed', { value: barred.text, type: labelOf(barred) })
  const repeated = hostIds.find(
    (hostId, index) => hostIds.findIndex((other) => other.normalized === hostId.normalized) !== index,
  )
  if (repeated !== undefined) return refuse('triad-host-repeated', { value: repeated.text })
  const prefixes = hostIds.map((hostId) => hostTypeOf(hostId.type)?.prefix ?? null)
  const first = prefixes.find((prefix) => prefix !== null)
  const odd = first === undefined ? -1 : prefixes.findIndex((prefix) => prefix !== first)
  if (odd < 0) return null
  return refuse('triad-prefix-mixed', { value: hostIds[odd]?.text, server: odd + 1, prefix: first })
}

function isBarred(hostId: HostId): boolean {
  const type = hostTypeOf(hostId.type)
  return type === null || type.key === 'demo' || isAmazonType(type)
}

function labelOf(hostId: HostId): string {
  return hostTypeOf(hostId.type)?.label ?? hostId.type
}
