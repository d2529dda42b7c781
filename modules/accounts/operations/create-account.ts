import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implement, type CommandContext } from '@tallystick/kernel/operation/implement.ts'
import { checkedAttributes } from '@tallystick/settings/services.ts'
import { addAccount } from '../add-account.ts'
import { linkAccounts } from '../link-accounts.ts'
import { ACCOUNT_KINDS, type AccountKind } from '../model.ts'
import { relateAccounts } from '../relate-accounts.ts'
import { accountResource, managedAccount } from '../resources.ts'
import { accountLabel } from '../services.ts'
import { kindsOfAccounts } from '../store/accounts.ts'
import { insertRelation } from '../store/relations.ts'
import { createAccount } from './create-account.contract.ts'

export default implement(createAccount, async (ctx, input) => {
  const { parents, relatedAccounts, code, ...fields } = input
  const customAttributes = await checkedAttributes(ctx, 'account', input.customAttributes, null)
  const patrons = await patronsOf(ctx, input.kind, parents.length)
  const account = await addAccount(ctx, { ...fields, ...(code !== undefined && { code }), customAttributes })
  for (const reference of parents)
    await linkAccounts(ctx, await find(ctx, managedAccount, reference), account)
  for (const reference of relatedAccounts) {
    await relateAccounts(ctx, account, await find(ctx, accountResource, reference))
  }
  for (const partnerId of patrons) await insertRelation(ctx, partnerId, account.id)
  const label = accountLabel(account)
  ctx.audit({
    subjects: [{ kind: 'account', id: account.id, label }],
    after: { ...fields, customAttributes, code: account.code, parents, relatedAccounts },
  })
  return { id: account.id, code: account.code, label, state: account.state, rowVersion: 1 }
})

/**
 * Partners who add a customer look after it from then on. Others may only add below their own accounts; a
 * partner's new partner account needs no account above it.
 */
async function patronsOf(ctx: CommandContext, kind: AccountKind, parents: number): Promise<string[]> {
  if (ctx.scope.all) return []
  const own = ctx.principal.ownScope
  const owners = own.all ? [] : [...own.owners]
  const isPartner = (await kindsOfAccounts(ctx, owners)).includes('partner')
  if (kind === 'producer' || kind === 'self-registered' || (kind === 'partner' && !isPartner)) {
    ctx.refuse(refuse('account-kind-not-allowed', { kind: ACCOUNT_KINDS[kind].toLowerCase() }))
  }
  if (isPartner && kind === 'customer' && parents === 0) return owners
  if (parents === 0 && !isPartner) ctx.refuse(refuse('parent-account-required'))
  return []
}
