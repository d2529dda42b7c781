import { searchRelated } from '@tallystick/accounts/services.ts'
import { hostResource } from '@tallystick/hosts/services.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { findHostTransferTargets } from './transfer-hosts.contract.ts'

/** Accounts offered at once; who types more sees others. */
const TARGETS_MAX = 20

export default implementQuery(findHostTransferTargets, async (ctx, input) => {
  const { accountId } = await find(ctx, hostResource, input.host)
  const accounts = await searchRelated(ctx, accountId, {
    text: input.text,
    kinds: ['customer', 'self-registered', 'partner'],
    without: [accountId],
    limit: TARGETS_MAX,
  })
  return { accounts: accounts.map(({ id, code, name, kind }) => ({ id, accountId: code, name, kind })) }
})
