import { createHash, randomBytes } from 'node:crypto'

/** Begins every token, so that a leaked one is recognised by those who scan for secrets. */
const PREFIX = 'tss_'

/** Bytes of chance in a token. */
const CHANCE_BYTES = 32

/**
 * A new token of a tenant: the tenant's key, so that the right rows can be looked into, and 32 bytes of
 * chance. Only its SHA-256 is stored; with that much chance a plain hash is enough.
 */
export function newToken(tenantId: string): string {
  const bytes = Buffer.concat([Buffer.from(tenantId.replaceAll('-', ''), 'hex'), randomBytes(CHANCE_BYTES)])
  return `${PREFIX}${bytes.toString('base64url')}`
}

/** The tenant that a token names, or null for a text that is none of our tokens. */
export function tenantOfToken(token: string): string | null {
  if (!token.startsWith(PREFIX)) return null
  const bytes = Buffer.from(token.slice(PREFIX.length), 'base64url')
  if (bytes.length !== 16 + CHANCE_BYTES) return null
  const hex = bytes.subarray(0, 16).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** What is stored of a token, and what it is found by. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
