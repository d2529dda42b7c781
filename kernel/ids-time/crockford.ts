import { randomBytes } from 'node:crypto'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Random text in Crockford's base 32 (no I, L, O, U), 5 bits a character, from the system's
 * cryptographic source. People read such IDs aloud and type them.
 */
export function randomText(length: number): string {
  const bytes = randomBytes(length)
  let text = ''
  for (const byte of bytes) text += ALPHABET[byte & 31]
  return text
}

/** Random groups of four, joined by hyphens: `7K3M-Q8ZD-…`. */
export function randomGroups(groups: number): string {
  return Array.from({ length: groups }, () => randomText(4)).join('-')
}
