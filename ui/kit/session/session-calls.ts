import type { Api } from '@tallystick/api/client.ts'
import type { Contract, RestFace } from '@tallystick/kernel/operation/define.ts'
import type { Session } from './session.ts'

/**
 * The calls around the sign-in. They name only the address of each operation, so that the first page does not
 * have to carry the contracts' schemas.
 */
function face(name: string, method: RestFace['method'], path: string): Contract {
  return { name, rest: { method, path } } as Contract
}

const WHO_AM_I = face('who-am-i', 'GET', '/v1/session')
const SIGN_IN = face('sign-in', 'POST', '/v1/sessions')
const SIGN_OUT = face('sign-out', 'DELETE', '/v1/session')
const REQUEST_LINK = face('request-password-link', 'POST', '/v1/password-links')
const USE_LINK = face('use-password-link', 'POST', '/v1/password-links/use')
const CHANGE_PASSWORD = face('change-own-password', 'POST', '/v1/session/password')

/** What `who-am-i` answers. */
interface WhoAmI {
  readonly user: {
    readonly id: string
    readonly userName: string
    readonly displayName: string
    readonly email: string
  }
  readonly permissions: readonly string[]
  readonly accounts: Session['accounts']
  readonly locale: string
  readonly timeZone: string
  readonly mustChangePassword: boolean
}

/** Who is signed in. Throws `ApiProblem` with status 401 when nobody is. */
export async function fetchSession(api: Api): Promise<Session> {
  const { user, permissions, accounts, locale, timeZone, mustChangePassword } = (await api.call(
    WHO_AM_I,
    {},
  )) as WhoAmI
  return {
    userId: user.id,
    userName: user.userName,
    name: user.displayName || user.userName,
    email: user.email,
    permissions: new Set(permissions),
    accounts,
    locale,
    timeZone,
    mustChangePassword,
  }
}

/** Opens a session; the server puts it into a cookie. Answers whether a new password must be chosen first. */
export async function startSession(
  api: Api,
  userName: string,
  password: string,
): Promise<{ readonly mustChangePassword: boolean }> {
  const portal = api.connection.portal ?? 'api'
  return (await api.call(SIGN_IN, { userName, password, portal })) as { mustChangePassword: boolean }
}

/** Ends the session of this portal. */
export async function endSession(api: Api): Promise<void> {
  await api.call(SIGN_OUT, {})
}

/** Asks for a link by mail. The answer is the same whether or not there is such a user. */
export async function requestPasswordLink(api: Api, userName: string): Promise<void> {
  await api.call(REQUEST_LINK, { userName })
}

/** Sets a password with the token of a mailed link; works once. */
export async function applyPasswordLink(api: Api, token: string, newPassword: string): Promise<void> {
  await api.call(USE_LINK, { token, newPassword })
}

/** Changes the password of the signed-in user. */
export async function changePassword(api: Api, currentPassword: string, newPassword: string): Promise<void> {
  await api.call(CHANGE_PASSWORD, { password: currentPassword, newPassword })
}
