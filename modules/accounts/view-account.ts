import { fillText, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { CommandsView } from '@tallystick/kernel/operation/define.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { shownAttributes } from '@tallystick/settings/services.ts'
import type { z } from 'zod'
import type { Account, AccountMention } from './model.ts'
import type { AccountMentionView, AccountView, TreeNodeView } from './operations/account-fields.contract.ts'
import { accountsRefusals } from './refusals.ts'
import { canDeactivateAccount, canDeleteAccount, canReactivateAccount } from './rules/accounts.ts'
import { accountLabel } from './services.ts'
import type { TreeNode } from './store/hierarchy.ts'
import { covers, NAME_WITHHELD, scopeWith } from './visibility.ts'

/** The accounts around one. */
export interface Surroundings {
  readonly above: readonly TreeNode[]
  readonly below: readonly TreeNode[]
  readonly related: readonly (AccountMention & { readonly isWithheld: boolean })[]
}

/** An account as the API shows it. Accounts around it that the reader may not see are left out. */
export async function viewAccount(
  ctx: QueryContext,
  account: Account,
  around: Surroundings,
): Promise<z.input<typeof AccountView>> {
  const seen = (node: TreeNode) => covers(ctx.scope, node.id)
  return {
    ...account,
    customAttributes: await shownAttributes(ctx, 'account', account.customAttributes),
    label: accountLabel(account),
    parents: around.above.filter(seen).map(viewNode),
    subAccounts: around.below.filter(seen).map(viewNode),
    relatedAccounts: around.related.map((one) => (one.isWithheld ? withheld(one) : viewMention(one))),
    commands: commandsOf(ctx, account, around),
  }
}

/** An account as other records mention it. */
export function viewMention(account: AccountMention): z.input<typeof AccountMentionView> {
  const { id, code, name, kind, state } = account
  return { id, code, name, label: accountLabel(account), kind, state }
}

function viewNode(node: TreeNode): z.input<typeof TreeNodeView> {
  return { ...viewMention(node), linkIds: [...node.linkIds] }
}

function withheld(account: AccountMention): z.input<typeof AccountMentionView> {
  return {
    id: null,
    code: '',
    name: NAME_WITHHELD,
    label: NAME_WITHHELD,
    kind: account.kind,
    state: account.state,
  }
}

function commandsOf(ctx: QueryContext, account: Account, around: Surroundings): CommandsView {
  const isMine = covers(scopeWith(ctx.principal, 'child-accounts.manage'), account.id)
  if (!ctx.may('accounts.manage') || !isMine) return {}
  const subAccounts = around.below.filter((node) => node.linkIds.includes(account.id)).length
  return {
    'update-account': { allowed: true },
    'link-sub-account': { allowed: true },
    'relate-accounts': { allowed: true },
    ...(account.state === 'active'
      ? { 'deactivate-account': commandState(canDeactivateAccount(account)) }
      : { 'reactivate-account': commandState(canReactivateAccount(account)) }),
    'delete-account': commandState(canDeleteAccount(account, { subAccounts, users: [], isSubtree: true })),
  }
}

/** What a view says of a command that a rule allows or refuses. */
export function commandState(refused: Refusal | null): CommandsView[string] {
  if (!refused) return { allowed: true }
  const text = accountsRefusals[refused.code]
  return { allowed: false, code: refused.code, reason: fillText(text?.say ?? refused.code, refused.data) }
}
