import { hasActed } from '@tallystick/kernel/audit/has-acted.ts'
import { violatedConstraint } from '@tallystick/kernel/db/pool.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { findLocked } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { userResource } from '../resources.ts'
import { canDeleteUser } from '../rules/users.ts'
import { lockHierarchy } from '../store/hierarchy.ts'
import { deleteUserRow } from '../store/users.ts'
import { userFacts } from '../user-facts.ts'
import { deleteUser } from './delete-user.contract.ts'

export default implement(deleteUser, async (ctx, input) => {
  const user = await findLocked(ctx, userResource, input.user)
  if (user.kind === 'producer') await lockHierarchy(ctx)
  const hasHistory = await hasActed(ctx.tx, ctx.tenantId, user.id)
  const refused = canDeleteUser({ ...(await userFacts(ctx, user)), hasHistory })
  if (refused) ctx.refuse(refused)
  try {
    await deleteUserRow(ctx, user.id)
  } catch (error) {
    if (violatedConstraint(error) === null) throw error
    ctx.refuse(refuse('user-in-use', { user: user.displayName }))
  }
  ctx.audit({
    subjects: [{ kind: 'user', id: user.id, label: user.userName }],
    before: { userName: user.userName, displayName: user.displayName, email: user.email },
  })
  return { id: user.id }
})
