/** Page of an entitlement in the producer's portal. */
export function entitlementPath(id: string): string {
  return `/entitlements/${id}`
}

/** Page of a line item in the producer's portal. */
export function orderedItemPath(id: string): string {
  return `/line-items/${id}`
}
