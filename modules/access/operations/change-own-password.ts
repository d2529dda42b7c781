import { userById } from '@tallystick/accounts/services.ts'
import { Unauthenticated } from '@tallystick/kernel/errors/problems.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { choosePassword } from '../choose-password.ts'
import { isPassword } from '../password-hash.ts'
import { spendLinksOf } from '../store/links.ts'
import { passwordOf, putPassword } from '../store/passwords.ts'
import { deleteSessionsOf } from '../store/sessions.ts'
import { admitAttempt, keepFailure } from '../throttle.ts'
import { changeOwnPassword } from './change-own-password.contract.ts'

export default implement(changeOwnPassword, async (ctx, input) => {
  const { actorId, sessionId } = ctx.principal
  const user = actorId === null ? null : await userById(ctx, actorId)
  if (!user) throw new Unauthenticated()
  const attempt = { userName: user.userName, user, address: '' }
  await admitAttempt(ctx, attempt)
  const present = await passwordOf(ctx, user.id)
  if (!(await isPassword(present?.hash ?? null, input.password))) {
    await keepFailure(ctx, attempt)
    ctx.refuse(refuse('password-wrong'))
  }
  await putPassword(ctx, user.id, await choosePassword(ctx, user.userName, present, input))
  await spendLinksOf(ctx, user.id)
  const sessionsEnded = await deleteSessionsOf(ctx, user.id, sessionId)
  ctx.audit({
    subjects: [{ kind: 'user', id: user.id, label: user.userName }],
    details: { sessionsEnded, wasTemporary: present?.isTemporary ?? false },
  })
  return { changed: true, sessionsEnded }
})
