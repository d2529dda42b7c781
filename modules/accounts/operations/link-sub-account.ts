import { find } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { linkAccounts } from '../link-accounts.ts'
import { managedAccount } from '../resources.ts'
import { accountLabel } from '../services.ts'
import { linkSubAccount } from './link-sub-account.contract.ts'

export default implement(linkSubAccount, async (ctx, input) => {
  const parent = await find(ctx, managedAccount, input.account)
  const child = await find(ctx, managedAccount, input.subAccount)
  if (await linkAccounts(ctx, parent, child)) {
    ctx.audit({
      subjects: [parent, child].map((one) => ({ kind: 'account', id: one.id, label: accountLabel(one) })),
      after: { account: parent.code, subAccount: child.code },
    })
  }
  return { accountId: parent.id, subAccountId: child.id }
})
