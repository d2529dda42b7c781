import { managingRefusal, userResource } from '@tallystick/accounts/services.ts'
import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { deleteSession } from '../store/sessions.ts'
import { endUserSession } from './end-user-session.contract.ts'

export default implement(endUserSession, async (ctx, input) => {
  const user = await find(ctx, userResource, input.user)
  const refused = await managingRefusal(ctx, user)
  if (refused) ctx.refuse(refused)
  if (!(await deleteSession(ctx, user.id, input.session))) throw new NotFound('session', input.session)
  ctx.audit({
    subjects: [
      { kind: 'session', id: input.session },
      { kind: 'user', id: user.id, label: user.userName },
    ],
  })
  return { ended: true } as const
})
