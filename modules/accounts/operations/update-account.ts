import { violatedConstraint } from '@tallystick/kernel/db/pool.ts'
import { changedMeanwhile, refuse } from '@tallystick/kernel/errors/refusal.ts'
import { findLocked } from '@tallystick/kernel/operation/find.ts'
import { implement, type CommandContext } from '@tallystick/kernel/operation/implement.ts'
import { checkedAttributes } from '@tallystick/settings/services.ts'
import { changesOf } from '../changes.ts'
import { managedAccount } from '../resources.ts'
import { accountLabel } from '../services.ts'
import { updateAccountRow, type AccountEdit } from '../store/accounts.ts'
import { updateAccount } from './update-account.contract.ts'

export default implement(updateAccount, async (ctx, { account: reference, rowVersion, ...edit }) => {
  const account = await findLocked(ctx, managedAccount, reference)
  const stale = changedMeanwhile({ ...account, label: accountLabel(account) }, rowVersion)
  if (stale) ctx.refuse(stale)
  const { customAttributes: before } = account
  const customAttributes = await checkedAttributes(ctx, 'account', edit.customAttributes, before)
  const changes = changesOf(account, { ...edit, customAttributes })
  const after = { ...account, ...changes.after }
  const label = accountLabel(after)
  if (!changes.isEmpty) {
    await updateOrRefuse(ctx, account.id, changes.after as AccountEdit)
    const subject = { kind: 'account', id: account.id, label }
    ctx.audit({ subjects: [subject], before: changes.before, after: changes.after })
    if (label !== accountLabel(account))
      ctx.emit('account.renamed', subject, { accountId: account.id, label })
  }
  return {
    id: account.id,
    code: after.code,
    label,
    state: account.state,
    rowVersion: account.rowVersion + (changes.isEmpty ? 0 : 1),
  }
})

async function updateOrRefuse(ctx: CommandContext, id: string, edit: AccountEdit): Promise<void> {
  try {
    await updateAccountRow(ctx, id, edit)
  } catch (error) {
    if (violatedConstraint(error) !== 'account__code') throw error
    ctx.refuse(refuse('account-code-taken', { code: edit.code }))
  }
}
