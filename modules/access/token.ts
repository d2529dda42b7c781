import { createHash, randomBytes } from 'node:crypto'

/** What a token opens: a session, or a mailed page that works once. */
export type TokenKind = 'session' | 'link'

const PREFIX: Readonly<Record<TokenKind, string>> = { session: 'tss_', link: 'tsl_' }
const TENANT_BYTES = 16
const SECRET_BYTES = 32

/**
 * A new token: prefix, then base64url of the tenant's key and 32 random bytes.
 *
 * The tenant is in the clear so that the right rows are asked before anything is known about the caller; the
 * secret part alone decides.
 */
export function newToken(kind: TokenKind, tenantId: string): string {
  const tenant = Buffer.from(tenantId.replaceAll('-', ''), 'hex')
  return PREFIX[kind] + Buffer.concat([tenant, randomBytes(SECRET_BYTES)]).toString('base64url')
}

/** The tenant that a token names, or null for a text that is no token. */
export function tenantIn(token: string): string | null {
  if (!token.startsWith(PREFIX.session) && !token.startsWith(PREFIX.link)) return null
  const bytes = Buffer.from(token.slice(4), 'base64url')
  if (bytes.length !== TENANT_BYTES + SECRET_BYTES) return null
  const hex = bytes.subarray(0, TENANT_BYTES).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** What is kept of a token. Its 32 random bytes need no slow hash. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
