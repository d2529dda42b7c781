import type { OutputOf } from '@tallystick/api/client.ts'
import { ACCOUNT_KINDS } from '@tallystick/accounts/model.ts'
import type { getAccount, getUser } from '@tallystick/accounts/contracts.ts'

/** An account as its query answers it. */
export type Account = OutputOf<typeof getAccount>

/** A user as its query answers it. */
export type User = OutputOf<typeof getUser>

/** The address in the order in which letters have it, one line each. */
export function addressLines(account: Account): string {
  const town = [account.postalCode, account.city].filter(Boolean).join(' ')
  return [account.address1, account.address2, town, account.province, account.country]
    .filter(Boolean)
    .join('\n')
}

/** `Customer`, `Partner`. */
export function kindWord(kind: Account['kind']): string {
  return ACCOUNT_KINDS[kind]
}

/** Kind of account that can be related with this kind; null where nothing can. */
export function relatedKind(kind: Account['kind']): 'customer' | 'partner' | null {
  if (kind === 'customer') return 'partner'
  return kind === 'partner' ? 'customer' : null
}
