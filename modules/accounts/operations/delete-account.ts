import { violatedConstraint } from '@tallystick/kernel/db/pool.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { findLocked } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { managedAccount } from '../resources.ts'
import { canDeleteAccount } from '../rules/accounts.ts'
import { accountLabel } from '../services.ts'
import { deleteAccountRows } from '../store/accounts.ts'
import { accountsBelow, forgetInHierarchy, lockHierarchy, subtreeOf } from '../store/hierarchy.ts'
import { forgetRelations } from '../store/relations.ts'
import { namesOfUsersIn } from '../store/users.ts'
import { deleteAccount } from './delete-account.contract.ts'

export default implement(deleteAccount, async (ctx, input) => {
  await lockHierarchy(ctx)
  const account = await findLocked(ctx, managedAccount, input.account)
  const below = await accountsBelow(ctx, account.id)
  const ids = [account.id, ...(input.subtree ? await subtreeOf(ctx, account.id) : [])]
  const refused = canDeleteAccount(account, {
    subAccounts: below.filter((node) => node.linkIds.includes(account.id)).length,
    users: await namesOfUsersIn(ctx, ids),
    isSubtree: input.subtree,
  })
  if (refused) ctx.refuse(refused)
  const labels = new Map([account, ...below].map((one) => [one.id, accountLabel(one)]))
  await forgetInHierarchy(ctx, ids)
  await forgetRelations(ctx, ids)
  try {
    await deleteAccountRows(ctx, ids)
  } catch (error) {
    if (violatedConstraint(error) === null) throw error
    ctx.refuse(refuse('account-in-use', { account: account.code }))
  }
  ctx.audit({
    subjects: ids.map((id) => ({ kind: 'account', id, label: labels.get(id) ?? '' })),
    before: { code: account.code, name: account.name },
  })
  return { deleted: ids }
})
