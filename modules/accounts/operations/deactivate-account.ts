import { findLocked } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { managedAccount } from '../resources.ts'
import { canDeactivateAccount } from '../rules/accounts.ts'
import { accountLabel } from '../services.ts'
import { updateAccountRow } from '../store/accounts.ts'
import { deactivateAccount } from './deactivate-account.contract.ts'

export default implement(deactivateAccount, async (ctx, input) => {
  const account = await findLocked(ctx, managedAccount, input.account)
  const refused = canDeactivateAccount(account)
  if (refused) ctx.refuse(refused)
  await updateAccountRow(ctx, account.id, { state: 'inactive' })
  const label = accountLabel(account)
  ctx.audit({
    subjects: [{ kind: 'account', id: account.id, label }],
    before: { state: account.state },
    after: { state: 'inactive' },
  })
  return {
    id: account.id,
    code: account.code,
    label,
    state: 'inactive' as const,
    rowVersion: account.rowVersion + 1,
  }
})
