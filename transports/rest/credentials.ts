import { Forbidden } from '@tallystick/kernel/errors/problems.ts'
import type { FastifyRequest } from 'fastify'

/** The portals that keep a session in a cookie of their own. */
export type Portal = 'producer' | 'end-user'

/** Name of the header by which a portal says which one it is; also the proof that no form of a stranger sent it. */
export const PORTAL_HEADER = 'tallystick-portal'

/** Name of a portal's session cookie. The prefix binds it to this host, HTTPS (or localhost) and path `/`. */
export function cookieName(portal: Portal): string {
  return `__Host-tallystick-${portal}`
}

/**
 * The credential of a request: a bearer token, or the cookie of the portal that it names.
 *
 * A cookie alone is never enough to change anything: the request must carry the portal's header, which a
 * foreign page cannot send without permission, and an Origin, if there is one, must be our own.
 * Throws `Forbidden` otherwise.
 */
export function credentialOf(request: FastifyRequest): string | null {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')
  if (bearer) return bearer[1] as string
  const portal = portalOf(request)
  if (!portal) return null
  const token = request.cookies[cookieName(portal)]
  if (!token) return null
  if (request.method !== 'GET' && request.method !== 'HEAD') refuseForeign(request)
  return token
}

/** The portal that a request names, by header or, for plain links to files, by query. */
export function portalOf(request: FastifyRequest): Portal | null {
  const named = request.headers[PORTAL_HEADER] ?? (request.query as { portal?: unknown }).portal
  return named === 'producer' || named === 'end-user' ? named : null
}

function refuseForeign(request: FastifyRequest): void {
  if (request.headers[PORTAL_HEADER] === undefined) throw new Forbidden('same-origin')
  const origin = request.headers.origin
  if (origin === undefined) return
  if (origin === 'null' || new URL(origin).host !== request.headers.host) throw new Forbidden('same-origin')
}
