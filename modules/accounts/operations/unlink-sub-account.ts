import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { unlinkAccounts } from '../link-accounts.ts'
import { managedAccount } from '../resources.ts'
import { accountLabel } from '../services.ts'
import { unlinkSubAccount } from './unlink-sub-account.contract.ts'

export default implement(unlinkSubAccount, async (ctx, input) => {
  const parent = await find(ctx, managedAccount, input.account)
  const child = await find(ctx, managedAccount, input.subAccount)
  if (!(await unlinkAccounts(ctx, parent.id, child.id))) {
    ctx.refuse(refuse('accounts-not-linked', { parent: parent.code, child: child.code }))
  }
  ctx.audit({
    subjects: [parent, child].map((one) => ({ kind: 'account', id: one.id, label: accountLabel(one) })),
    before: { account: parent.code, subAccount: child.code },
  })
  return { accountId: parent.id, subAccountId: child.id }
})
