import { accountsOfUser, offeredPermissions, userById } from '@tallystick/accounts/services.ts'
import { Unauthenticated } from '@tallystick/kernel/errors/problems.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { sessionById } from '../store/sessions.ts'
import { whoAmI } from './who-am-i.contract.ts'

export default implementQuery(whoAmI, async (ctx) => {
  const { actorId, sessionId, ownScope, mustChangePassword } = ctx.principal
  const user = actorId === null ? null : await userById(ctx, actorId)
  if (!user) throw new Unauthenticated()
  const session = sessionId === null ? null : await sessionById(ctx, sessionId)
  const { id, userName, displayName, firstName, lastName, email, kind, isShared, locale, timeZone } = user
  return {
    user: { id, userName, displayName, firstName, lastName, email, kind, isShared },
    permissions: (await offeredPermissions(ctx)).toSorted(),
    accounts: (await accountsOfUser(ctx, id)).map((one) => ({
      id: one.id,
      code: one.code,
      name: one.name,
      kind: one.kind,
    })),
    seesAllAccounts: ownScope.all,
    portal: session?.portal ?? null,
    expiresAt: session?.expiresAt ?? null,
    locale,
    timeZone,
    mustChangePassword,
  }
})
