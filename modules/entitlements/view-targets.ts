import type { NeighbourAccount } from '@tallystick/accounts/services.ts'

/** Accounts offered at once; who types more sees others. */
export const TARGETS_MAX = 20

/** Shows accounts that copies could go to. */
export function viewTargets(accounts: readonly NeighbourAccount[]) {
  return {
    accounts: accounts.map(({ id, code, name, kind, contacts }) => ({
      id,
      accountId: code,
      name,
      kind,
      contacts: [...contacts],
    })),
  }
}
