import { accountLabel, findAccountsByCodes, isRelated } from '@tallystick/accounts/services.ts'
import type { Host } from '@tallystick/hosts/services.ts'
import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'

/** The account that a host goes to. */
export interface HostTarget {
  readonly id: string
  readonly kind: string
  /** `ID (name)`. */
  readonly label: string
}

/**
 * Finds the account that hosts are to go to, and refuses one that is not related to the account of each. For others
 * than the producer an account that is not related does not exist.
 */
export async function hostTarget(
  ctx: QueryContext,
  hosts: readonly Host[],
  reference: string,
): Promise<HostTarget> {
  const [account] = await findAccountsByCodes(ctx, [reference])
  if (!account) throw new NotFound('account', reference)
  const { id, kind, state } = account
  const label = accountLabel(account)
  for (const accountId of new Set(hosts.map((host) => host.accountId))) {
    const host = hosts.find((one) => one.accountId === accountId)?.label ?? ''
    if (accountId === id) ctx.refuse(refuse('host-transfer-same-account', { host }))
    if (await isRelated(ctx, accountId, id)) continue
    if (!ctx.scope.all) throw new NotFound('account', reference)
    ctx.refuse(refuse('account-not-related', { account: label, host }))
  }
  if (state !== 'active') ctx.refuse(refuse('host-transfer-account-inactive', { account: label }))
  return { id, kind, label }
}
