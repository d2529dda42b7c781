/**
 * The fields of `wanted` that differ from `current`, with their wanted values; null when there is none.
 *
 * Objects are compared by content, whatever the order of their keys; lists by content and order. A field that
 * `wanted` does not have, or has as undefined, stays as it is.
 */
export function differences<T extends object>(current: object, wanted: T): Partial<T> | null {
  const before = current as Readonly<Record<string, unknown>>
  const changed = Object.entries(wanted).filter(
    ([name, value]) => value !== undefined && stable(value) !== stable(before[name]),
  )
  return changed.length === 0 ? null : (Object.fromEntries(changed) as Partial<T>)
}

function stable(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? 'null'
  )
}
