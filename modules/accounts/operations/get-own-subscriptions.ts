import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { admitExpiring } from '../expiring.ts'
import { ownUser } from '../own-user.ts'
import { getOwnSubscriptions } from './own-subscriptions.contract.ts'

export default implementQuery(getOwnSubscriptions, async (ctx) => {
  await admitExpiring(ctx)
  const user = await ownUser(ctx, false)
  return { expiringMail: user.wantsExpiringMail }
})
