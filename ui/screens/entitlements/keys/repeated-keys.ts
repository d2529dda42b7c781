/** Keys that stand more than once in a list, each once as first written. The case of letters makes no difference. */
export function repeatedKeys(keys: readonly string[]): readonly string[] {
  const first = new Map<string, string>()
  const found = new Set<string>()
  for (const key of keys) {
    const plain = key.toUpperCase()
    const known = first.get(plain)
    if (known === undefined) first.set(plain, key)
    else found.add(known)
  }
  return [...found]
}
