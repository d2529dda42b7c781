import { userById } from '@tallystick/accounts/services.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { choosePassword } from '../choose-password.ts'
import { takeLink, usableLink } from '../store/links.ts'
import { passwordOf, putPassword } from '../store/passwords.ts'
import { deleteSessionsOf } from '../store/sessions.ts'
import { tokenHash } from '../token.ts'
import { usePasswordLink } from './use-password-link.contract.ts'

/** The link is looked at first and taken last, so that no lock is held while the password is hashed. */
export default implement(usePasswordLink, async (ctx, input) => {
  const hash = tokenHash(input.token)
  const link = await usableLink(ctx, hash)
  const user = link ? await userById(ctx, link.userId) : null
  if (!user?.isActive || !user.maySignIn) return ctx.refuse(refuse('link-not-valid'))
  const next = await choosePassword(ctx, user.userName, await passwordOf(ctx, user.id), input)
  if (!(await takeLink(ctx, hash, user.id))) ctx.refuse(refuse('link-not-valid'))
  await putPassword(ctx, user.id, next)
  const sessionsEnded = await deleteSessionsOf(ctx, user.id, null)
  ctx.audit({
    subjects: [{ kind: 'user', id: user.id, label: user.userName }],
    onBehalfOf: user.displayName,
    details: { sessionsEnded },
  })
  return {
    userName: user.userName,
    portal: user.kind === 'producer' ? ('producer' as const) : ('end-user' as const),
  }
})
