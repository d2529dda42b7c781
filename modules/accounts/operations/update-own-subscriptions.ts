import { implement } from '@tallystick/kernel/operation/implement.ts'
import { admitExpiring } from '../expiring.ts'
import { ownUser } from '../own-user.ts'
import { updateUserRow } from '../store/users.ts'
import { updateOwnSubscriptions } from './own-subscriptions.contract.ts'

export default implement(updateOwnSubscriptions, async (ctx, { expiringMail }) => {
  await admitExpiring(ctx)
  const user = await ownUser(ctx, true)
  if (user.wantsExpiringMail === expiringMail) return { expiringMail }
  await updateUserRow(ctx, user.id, { wantsExpiringMail: expiringMail })
  ctx.audit({
    subjects: [{ kind: 'user', id: user.id, label: user.userName }],
    before: { wantsExpiringMail: user.wantsExpiringMail },
    after: { wantsExpiringMail: expiringMail },
  })
  return { expiringMail }
})
