import { findLocked } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { userResource } from '../resources.ts'
import { canDeactivateUser } from '../rules/users.ts'
import { lockHierarchy } from '../store/hierarchy.ts'
import { updateUserRow } from '../store/users.ts'
import { userFacts } from '../user-facts.ts'
import { deactivateUser } from './deactivate-user.contract.ts'

export default implement(deactivateUser, async (ctx, input) => {
  const user = await findLocked(ctx, userResource, input.user)
  if (user.kind === 'producer') await lockHierarchy(ctx)
  const refused = canDeactivateUser(await userFacts(ctx, user))
  if (refused) ctx.refuse(refused)
  await updateUserRow(ctx, user.id, { isActive: false })
  const subject = { kind: 'user', id: user.id, label: user.userName }
  ctx.audit({ subjects: [subject], before: { isActive: true }, after: { isActive: false } })
  const { userName, email, displayName: name, locale, isShared } = user
  ctx.emit('user.deactivated', subject, { userId: user.id, userName, email, name, locale, isShared })
  return { id: user.id, userName, displayName: name, isActive: false, rowVersion: user.rowVersion + 1 }
})
