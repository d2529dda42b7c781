import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { deleteSession } from '../store/sessions.ts'
import { endSession } from './end-session.contract.ts'

export default implement(endSession, async (ctx, input) => {
  const { actorId, actorName } = ctx.principal
  const ended = actorId !== null && (await deleteSession(ctx, actorId, input.session))
  if (!ended) throw new NotFound('session', input.session)
  ctx.audit({
    subjects: [
      { kind: 'session', id: input.session },
      { kind: 'user', id: actorId, label: actorName },
    ],
  })
  return { ended: true } as const
})
