/**
 * A search text as a pattern of LIKE: `*` stands for one or more characters of any kind, everything else for itself.
 * Without a `*` it is the text itself. Source: the published help on searching expiring entitlements.
 */
export function wildcardPattern(text: string): string {
  return text
    .split('*')
    .map((part) => part.replace(/[\\%_]/g, (sign) => `\\${sign}`))
    .join('_%')
}
