/** Where the pages of catalog records are, by the kind that views and audit entries name. */
const PLACES: Readonly<Record<string, string>> = {
  'product-line': '/product-lines',
  feature: '/features',
  'feature-bundle': '/feature-bundles',
  'license-model': '/license-models',
  product: '/products',
  suite: '/products',
  maintenance: '/products',
  'part-number': '/part-numbers',
  'line-item': '/line-items',
  entitlement: '/entitlements',
}

/** Address of a record's page; null for kinds without one. */
export function recordPath(kind: string, id: string): string | null {
  const place = PLACES[kind]
  return place ? `${place}/${id}` : null
}

/** `feature-bundle` as `Feature bundle`. */
export function kindWord(kind: string): string {
  const words = kind.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
