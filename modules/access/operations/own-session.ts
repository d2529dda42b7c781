import { findAccountsByCodes, userById } from '@tallystick/accounts/services.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { implement, implementQuery, type Operation, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { endSessions, sessionsOfUser } from '../store/sessions.ts'
import { endOwnSessions, listOwnSessions, signOut, whoAmI } from './own-session.contract.ts'

/** The user behind the request; the pipeline has refused everybody else before. */
export function userIdOf(ctx: QueryContext): string {
  invariant(ctx.principal.actorId, 'An operation for signed-in users has a user.')
  return ctx.principal.actorId
}

const end = implement(signOut, async (ctx) => {
  const { sessionId } = ctx.principal
  if (sessionId === null) return {}
  await endSessions(ctx, userIdOf(ctx), { only: sessionId })
  ctx.audit({ subjects: [{ kind: 'session', id: sessionId }] })
  return {}
})

const who = implementQuery(whoAmI, async (ctx) => {
  const { principal } = ctx
  const user = await userById(ctx, userIdOf(ctx))
  invariant(user, 'A session has its user.')
  const own = principal.ownScope.all ? [] : principal.ownScope.owners
  const accounts = await findAccountsByCodes(ctx, own)
  return {
    user: {
      id: user.id,
      userName: user.userName,
      displayName: user.displayName,
      email: user.email,
      kind: user.kind,
    },
    permissions: [...principal.permissions].toSorted(),
    accounts: accounts.map(({ id, code, name }) => ({ id, code, name })),
    locale: principal.locale,
    timeZone: principal.timeZone,
    mustChangePassword: principal.mustChangePassword,
  }
})

const list = implementQuery(listOwnSessions, async (ctx) => {
  const sessions = await sessionsOfUser(ctx, userIdOf(ctx))
  return { sessions: sessions.map((one) => ({ ...one, isThisOne: one.id === ctx.principal.sessionId })) }
})

const endOthers = implement(endOwnSessions, async (ctx, input) => {
  const userId = userIdOf(ctx)
  const which = input.session ? { only: input.session } : { except: ctx.principal.sessionId }
  const ended = await endSessions(ctx, userId, which)
  if (ended > 0) ctx.audit({ subjects: [{ kind: 'user', id: userId }], details: { ended } })
  return { ended }
})

/** Operations on the caller's own sessions. */
export const ownSessionOperations: readonly Operation[] = [end, who, list, endOthers]
