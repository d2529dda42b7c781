import { find } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { relateAccounts as relate } from '../relate-accounts.ts'
import { accountResource, managedAccount } from '../resources.ts'
import { accountLabel } from '../services.ts'
import { relateAccounts } from './relate-accounts.contract.ts'

export default implement(relateAccounts, async (ctx, input) => {
  const account = await find(ctx, managedAccount, input.account)
  const other = await find(ctx, accountResource, input.relatedAccount)
  if (await relate(ctx, account, other)) {
    ctx.audit({
      subjects: [account, other].map((one) => ({ kind: 'account', id: one.id, label: accountLabel(one) })),
      after: { account: account.code, relatedAccount: other.code },
    })
  }
  return { accountId: account.id, relatedAccountId: other.id }
})
