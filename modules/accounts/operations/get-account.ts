import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { accountResource } from '../resources.ts'
import { accountsAbove, accountsBelow } from '../store/hierarchy.ts'
import { relatedAccounts } from '../store/relations.ts'
import { viewAccount } from '../view-account.ts'
import { getAccount } from './get-account.contract.ts'

export default implementQuery(getAccount, async (ctx, input) => {
  const account = await find(ctx, accountResource, input.account)
  return viewAccount(ctx, account, {
    above: await accountsAbove(ctx, account.id),
    below: await accountsBelow(ctx, account.id),
    related: await relatedAccounts(ctx, account.id),
  })
})
