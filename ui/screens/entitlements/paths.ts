import { lineItemPath } from '@tallystick/screens/fulfillments/paths.ts'

/** Page of an entitlement in the producer's portal. */
export function entitlementPath(id: string): string {
  return `/entitlements/${id}`
}

/** Certificate of an entitlement, in both portals. */
export function certificatePath(id: string): string {
  return `/certificates/${id}`
}

/** Where a line item is mailed, in both portals. */
export function mailLineItemPath(portal: Parameters<typeof lineItemPath>[0], id: string): string {
  return `${lineItemPath(portal, id)}/email`
}

/** Page of a line item in the producer's portal. */
export function orderedItemPath(id: string): string {
  return `/line-items/${id}`
}
