import { userByName } from '@tallystick/accounts/services.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { failureWindowMinutes } from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import { announceHelp } from '../ask-for-help.ts'
import { countFailure } from '../store/failures.ts'
import { requestPasswordLink } from './request-password-link.contract.ts'

/** Mails to one user within the window; more requests are answered alike and send nothing. */
const MAILS_MAX = 3

/** Known and unknown names take the same way, count alike and leave the same kind of entry. */
export default implement(requestPasswordLink, async (ctx, input) => {
  const subject = `help:${input.userName.toLowerCase()}`
  const windowMinutes = await settingOf(ctx, failureWindowMinutes)
  const counts = await countFailure(ctx.tx, ctx.tenantId, [subject], ctx.now, windowMinutes)
  const user = await userByName(ctx, input.userName)
  const mayHelp = user?.maySignIn && user.isActive && (counts.get(subject) ?? 1) <= MAILS_MAX
  ctx.audit({
    subjects: user ? [{ kind: 'user', id: user.id, label: user.userName }] : [],
    details: { userName: input.userName, address: input.address },
  })
  if (user && mayHelp) announceHelp(ctx, user)
  return { requested: true } as const
})
