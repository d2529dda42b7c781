import { searchAccounts, searchHierarchy } from '@tallystick/accounts/services.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { movedFrom } from '../move-target.ts'
import { inCallersAccounts } from '../store/account-facts.ts'
import { TARGETS_MAX, viewTargets } from '../view-targets.ts'
import { findTransferTargets } from './find-transfer-targets.contract.ts'

export default implementQuery(findTransferTargets, async (ctx, input) => {
  const { owner } = await movedFrom(ctx, input.id)
  const search = {
    text: input.text,
    kinds: ['customer', 'self-registered', 'partner'] as const,
    without: owner ? [owner.accountId] : [],
    limit: TARGETS_MAX,
  }
  if (ctx.scope.all) return viewTargets(await searchAccounts(ctx, search))
  if (!owner || !inCallersAccounts(ctx.scope, owner.accountId)) return viewTargets([])
  return viewTargets(await searchHierarchy(ctx, owner.accountId, search))
})
