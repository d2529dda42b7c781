import { findLocked } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { managedAccount } from '../resources.ts'
import { canReactivateAccount } from '../rules/accounts.ts'
import { accountLabel } from '../services.ts'
import { updateAccountRow } from '../store/accounts.ts'
import { reactivateAccount } from './reactivate-account.contract.ts'

export default implement(reactivateAccount, async (ctx, input) => {
  const account = await findLocked(ctx, managedAccount, input.account)
  const refused = canReactivateAccount(account)
  if (refused) ctx.refuse(refused)
  await updateAccountRow(ctx, account.id, { state: 'active' })
  const label = accountLabel(account)
  ctx.audit({
    subjects: [{ kind: 'account', id: account.id, label }],
    before: { state: account.state },
    after: { state: 'active' },
  })
  return {
    id: account.id,
    code: account.code,
    label,
    state: 'active' as const,
    rowVersion: account.rowVersion + 1,
  }
})
