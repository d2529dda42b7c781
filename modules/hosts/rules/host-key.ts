import type { HostId, HostUse } from '../model.ts'

/**
 * The key under which a host or a set of hosts is found again, whatever the order they were given in.
 *
 * The same three servers in another order are the same host for searching, but another text in the
 * file: keep the order of the `HostId`s themselves. A repeated host counts once. Server and node
 * hosts have keys of their own.
 */
export function hostKeyOf(use: HostUse, hostIds: readonly HostId[]): string {
  const parts = [...new Set(hostIds.map((hostId) => hostId.normalized))]
  return `${use}:${parts.sort(byCodeUnits).join(' ')}`
}

/** Plain comparison: the key must not depend on anybody's language. */
function byCodeUnits(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
