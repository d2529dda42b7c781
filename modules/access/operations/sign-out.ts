import { implement } from '@tallystick/kernel/operation/implement.ts'
import { deleteSession } from '../store/sessions.ts'
import { signOut } from './sign-out.contract.ts'

export default implement(signOut, async (ctx) => {
  const { actorId, sessionId, actorName } = ctx.principal
  const ended = actorId !== null && sessionId !== null && (await deleteSession(ctx, actorId, sessionId))
  if (ended) {
    ctx.audit({
      subjects: [
        { kind: 'session', id: sessionId },
        { kind: 'user', id: actorId, label: actorName },
      ],
    })
  }
  return { ended }
})
