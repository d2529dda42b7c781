import { managingRefusal, userResource } from '@tallystick/accounts/services.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { deleteSessionsOf } from '../store/sessions.ts'
import { endUserSessions } from './end-user-sessions.contract.ts'

export default implement(endUserSessions, async (ctx, input) => {
  const user = await find(ctx, userResource, input.user)
  const refused = await managingRefusal(ctx, user)
  if (refused) ctx.refuse(refused)
  const ended = await deleteSessionsOf(ctx, user.id, null)
  if (ended > 0) {
    ctx.audit({ subjects: [{ kind: 'user', id: user.id, label: user.userName }], details: { ended } })
  }
  return { ended }
})
