import { findLocked } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { userResource } from '../resources.ts'
import { canReactivateUser } from '../rules/users.ts'
import { updateUserRow } from '../store/users.ts'
import { userFacts } from '../user-facts.ts'
import { reactivateUser } from './reactivate-user.contract.ts'

export default implement(reactivateUser, async (ctx, input) => {
  const user = await findLocked(ctx, userResource, input.user)
  const refused = canReactivateUser(await userFacts(ctx, user))
  if (refused) ctx.refuse(refused)
  await updateUserRow(ctx, user.id, { isActive: true })
  const subject = { kind: 'user', id: user.id, label: user.userName }
  ctx.audit({ subjects: [subject], before: { isActive: false }, after: { isActive: true } })
  const { userName, email, displayName: name, locale, isShared } = user
  ctx.emit('user.reactivated', subject, { userId: user.id, userName, email, name, locale, isShared })
  return { id: user.id, userName, displayName: name, isActive: true, rowVersion: user.rowVersion + 1 }
})
