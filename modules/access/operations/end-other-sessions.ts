import { Unauthenticated } from '@tallystick/kernel/errors/problems.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { deleteSessionsOf } from '../store/sessions.ts'
import { endOtherSessions } from './end-other-sessions.contract.ts'

export default implement(endOtherSessions, async (ctx) => {
  const { actorId, actorName, sessionId } = ctx.principal
  if (actorId === null) throw new Unauthenticated()
  const ended = await deleteSessionsOf(ctx, actorId, sessionId)
  if (ended > 0) {
    ctx.audit({ subjects: [{ kind: 'user', id: actorId, label: actorName }], details: { ended } })
  }
  return { ended }
})
