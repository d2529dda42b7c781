/** The name of a field in words: `copiesAvailable` as `Copies available`, `entitlementId` as `Entitlement ID`. */
export function wordsOf(name: string): string {
  const words = phraseOf(name)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The same inside a sentence: `copies available`, `entitlement ID`. */
export function phraseOf(name: string): string {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase()
    .replaceAll(/\b(id|url)(s?)\b/g, (_whole, short: string, many: string) => short.toUpperCase() + many)
}
