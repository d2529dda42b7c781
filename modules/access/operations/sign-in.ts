import { noteSignIn, userByName } from '@tallystick/accounts/services.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { sessionIdleMinutes, sessionMaxHours } from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import { isPassword } from '../password-hash.ts'
import { canSignIn } from '../rules/sign-in.ts'
import { clearFailures } from '../store/failures.ts'
import { passwordOf } from '../store/passwords.ts'
import { insertSession } from '../store/sessions.ts'
import { admitAttempt, keepFailure, nameSubject } from '../throttle.ts'
import { newToken, tokenHash } from '../token.ts'
import { signIn } from './sign-in.contract.ts'

/** No row is locked while the password is checked; that takes some 20 ms on purpose. */
export default implement(signIn, async (ctx, input) => {
  await admitAttempt(ctx, input)
  const user = await userByName(ctx, input.userName)
  const password = user ? await passwordOf(ctx, user.id) : null
  const passwordFits = await isPassword(password?.hash ?? null, input.password)
  const refused = canSignIn(
    {
      passwordFits: passwordFits && user !== null,
      isContact: user?.maySignIn === false,
      isActive: user?.isActive === true,
      isProducer: user?.kind === 'producer',
      portal: input.portal,
      temporaryUntil: password?.temporaryUntil ? Temporal.Instant.from(password.temporaryUntil) : null,
    },
    ctx.now,
  )
  const who = user ? [{ kind: 'user', id: user.id, label: user.userName }] : []
  if (refused || !user) {
    if (refused?.code === 'wrong-credentials') await keepFailure(ctx, { ...input, user })
    ctx.audit({ subjects: who })
    return ctx.refuse(refused ?? { refused: true, code: 'wrong-credentials', data: {} })
  }
  const token = newToken('session', ctx.tenantId)
  const sessionId = newId()
  const expiresAt = ctx.now.add({ hours: await settingOf(ctx, sessionMaxHours) }).toString()
  await insertSession(ctx, {
    id: sessionId,
    tokenHash: tokenHash(token),
    userId: user.id,
    portal: input.portal,
    expiresAt,
    idleSeconds: (await settingOf(ctx, sessionIdleMinutes)) * 60,
    address: input.address,
    userAgent: input.userAgent,
  })
  await clearFailures(ctx.tx, ctx.tenantId, nameSubject(input.userName), ctx.now)
  await noteSignIn(ctx, user.id)
  ctx.audit({
    subjects: [{ kind: 'session', id: sessionId }, ...who],
    onBehalfOf: user.displayName,
    details: { portal: input.portal, address: input.address },
  })
  const { id, userName, displayName, kind } = user
  const mustChangePassword = password?.isTemporary ?? false
  return { token, sessionId, expiresAt, mustChangePassword, user: { id, userName, displayName, kind } }
})
