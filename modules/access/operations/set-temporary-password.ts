import { managingRefusal, userResource } from '@tallystick/accounts/services.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { announceEntitledHelp } from '../ask-for-help.ts'
import { setTemporaryPassword } from './set-temporary-password.contract.ts'

export default implement(setTemporaryPassword, async (ctx, input) => {
  const user = await find(ctx, userResource, input.user)
  const refused = await managingRefusal(ctx, user)
  if (refused) ctx.refuse(refused)
  if (!user.isActive || !user.maySignIn) ctx.refuse(refuse('user-cannot-sign-in', { user: user.displayName }))
  const mailed = await announceEntitledHelp(ctx, user)
  ctx.audit({ subjects: [{ kind: 'user', id: user.id, label: user.userName }], details: { mailed } })
  return { mailed, email: user.email }
})
