import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { Account } from '../model.ts'

type Facts = Pick<Account, 'code' | 'state' | 'isSystem'>

/** Whether an account may be set inactive. Null is yes. */
export function canDeactivateAccount(account: Facts): Refusal | null {
  if (account.isSystem) return refuse('account-is-home', { account: account.code })
  return account.state === 'inactive' ? refuse('account-already-inactive', { account: account.code }) : null
}

/** Whether an account may be set active again. Null is yes. */
export function canReactivateAccount(account: Facts): Refusal | null {
  return account.state === 'active' ? refuse('account-already-active', { account: account.code }) : null
}

/** Whether an account may be deleted, as far as this room can tell. Null is yes. */
export function canDeleteAccount(
  account: Facts,
  facts: { readonly subAccounts: number; readonly users: readonly string[]; readonly isSubtree: boolean },
): Refusal | null {
  if (account.isSystem) return refuse('account-is-home', { account: account.code })
  if (facts.subAccounts > 0 && !facts.isSubtree) {
    return refuse('account-has-sub-accounts', { account: account.code, count: facts.subAccounts })
  }
  return facts.users.length > 0
    ? refuse('account-has-users', { account: account.code, users: facts.users })
    : null
}
