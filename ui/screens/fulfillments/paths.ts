import type { Api } from '@tallystick/api/client.ts'

type Portal = Api['connection']['portal']

/** Page of the list of line items: customers call it their entitlements. */
export function lineItemsPath(portal: Portal): string {
  return portal === 'end-user' ? '/entitlements' : '/line-items'
}

/** Page of a line item. */
export function lineItemPath(portal: Portal, id: string): string {
  return `${lineItemsPath(portal)}/${id}`
}

/** Page of a license. */
export function licensePath(id: string): string {
  return `/licenses/${id}`
}

/** The hosts that have a host ID, alone or as one of three redundant servers. */
export function hostsPath(hostId: string): string {
  return `/hosts?where=${encodeURIComponent(`label.contains:${hostId}`)}`
}

/** Page of a consolidated license. */
export function consolidatedPath(id: string): string {
  return `/consolidated-licenses/${id}`
}

/** The activation wizard for some line items. */
export function activationPath(lineItemIds: readonly string[]): string {
  return `/activate?items=${lineItemIds.join(',')}`
}

/** Upgrade, upsell or renewal of a license. */
export function upgradePath(id: string): string {
  return `/licenses/${id}/upgrade`
}
