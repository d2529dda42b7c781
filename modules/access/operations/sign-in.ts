import { deactivateAfterFailures, noteSignIn, userByName } from '@tallystick/accounts/services.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { implement, type CommandContext } from '@tallystick/kernel/operation/implement.ts'
import {
  failuresMax,
  failureWindowMinutes,
  lockDeactivates,
  sessionIdleMinutes,
  sessionMaxHours,
} from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import { fitsPassword } from '../passwords.ts'
import { signInRefusal, throttledUntil, type ThrottleRules } from '../rules/sign-in.ts'
import { countFailure, forgetFailures, worstFailures } from '../store/failures.ts'
import { passwordOf } from '../store/passwords.ts'
import { insertSession } from '../store/sessions.ts'
import { hashOfToken, newToken } from '../tokens.ts'
import { signIn } from './sign-in.contract.ts'

/** Wrong passwords from one address are forgiven this many times more than for one name: offices share them. */
const ADDRESS_FACTOR = 10

export default implement(signIn, async (ctx, input) => {
  const rules = { failuresMax: await settingOf(ctx, failuresMax), windowMinutes: await settingOf(ctx, failureWindowMinutes) }
  const name = `name ${input.userName.toLowerCase()}`
  const address = `address ${input.address}`
  await refuseThrottled(ctx, name, address, rules)

  const user = await userByName(ctx, input.userName)
  const stored = user ? await passwordOf(ctx, user.id) : null
  if (!(await fitsPassword(stored?.hash ?? null, input.password)) || !user || !stored) {
    await keepFailure(ctx, user?.id ?? null, [name, address], rules)
    return ctx.refuse(refuse('wrong-credentials'))
  }
  const refused = signInRefusal({
    isActive: user.isActive,
    maySignIn: user.maySignIn,
    isProducer: user.kind === 'producer',
    portal: input.portal,
    isPasswordExpired: stored.temporaryUntil !== null && stored.temporaryUntil < ctx.now.toString(),
  })
  if (refused) return ctx.refuse(refused)

  await forgetFailures(ctx, name)
  await noteSignIn(ctx, user.id)
  const session = await openSession(ctx, user.id, input)
  ctx.audit({
    subjects: [
      { kind: 'user', id: user.id, label: user.userName },
      { kind: 'session', id: session.id },
    ],
    details: { portal: input.portal, address: input.address },
  })
  return {
    token: session.token,
    expiresAt: session.expiresAt,
    mustChangePassword: stored.isTemporary,
    user: { id: user.id, userName: user.userName, displayName: user.displayName },
  }
})

async function refuseThrottled(ctx: CommandContext, name: string, address: string, rules: ThrottleRules) {
  const byName = throttledUntil(await worstFailures(ctx, [name], rules.windowMinutes), rules, ctx.now)
  const wide = { ...rules, failuresMax: rules.failuresMax * ADDRESS_FACTOR }
  const byAddress = throttledUntil(await worstFailures(ctx, [address], rules.windowMinutes), wide, ctx.now)
  const until = byName ?? byAddress
  if (until) ctx.refuse(refuse('sign-in-throttled', { opensAt: until.toString() }))
}

/** The failure must be counted although the sign-in ends refused, so it is written after the rollback. */
async function keepFailure(ctx: CommandContext, userId: string | null, subjects: string[], rules: ThrottleRules) {
  const mayLock = await settingOf(ctx, lockDeactivates)
  ctx.keepIfRefused(async (tx) => {
    const counts = await countFailure(tx, ctx.tenantId, subjects, ctx.now.toString(), rules.windowMinutes)
    const failures = counts.find(({ subject }) => subject === subjects[0])?.failures ?? 0
    if (mayLock && userId !== null && failures >= rules.failuresMax) await deactivateAfterFailures({ ...ctx, tx }, userId)
  })
}

async function openSession(
  ctx: CommandContext,
  userId: string,
  input: { portal: 'producer' | 'end-user' | 'api'; address: string; userAgent: string },
) {
  const token = newToken(ctx.tenantId)
  const id = newId()
  const expiresAt = ctx.now.add({ hours: await settingOf(ctx, sessionMaxHours) }).toString()
  await insertSession(ctx, {
    ...input,
    id,
    tokenHash: hashOfToken(token),
    userId,
    expiresAt,
    idleSeconds: (await settingOf(ctx, sessionIdleMinutes)) * 60,
  })
  return { id, token, expiresAt }
}
