import { createContext, useContext } from 'react'

/** Who is signed in, as the pages need to know it. */
export interface Session {
  readonly userId: string
  readonly userName: string
  /** First and last name. */
  readonly name: string
  readonly email: string
  readonly permissions: ReadonlySet<string>
  readonly accounts: readonly { readonly id: string; readonly code: string; readonly name: string }[]
  readonly locale: string
  readonly timeZone: string
  readonly mustChangePassword: boolean
}

/** The session with its questions. */
export interface SessionValue extends Session {
  /** True when the user holds the permission; null asks for none. */
  readonly may: (permission: string | null) => boolean
  readonly signOut: () => void
}

const SessionContext = createContext<SessionValue | null>(null)

/** Gives the pages below it the session. */
export const SessionProvider = SessionContext.Provider

/** The session of the signed-in user. Throws on pages outside of the sign-in. */
export function useSession(): SessionValue {
  const session = useContext(SessionContext)
  if (!session) throw new Error('Nobody is signed in here.')
  return session
}

/** What a user may do, in a form that has the system's `*`. */
export function holds(permissions: ReadonlySet<string>, permission: string | null): boolean {
  return permission === null || permissions.has(permission) || permissions.has('*')
}
