import { searchAccounts, searchRelated } from '@tallystick/accounts/services.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { refuseHiddenSplit } from '../split-target.ts'
import { movedFrom } from '../move-target.ts'
import { kindsOfTier } from '../rules/move-facts.ts'
import { inCallersAccounts } from '../store/account-facts.ts'
import { findSplitTargets } from './find-split-targets.contract.ts'
import { TARGETS_MAX, viewTargets } from '../view-targets.ts'

export default implementQuery(findSplitTargets, async (ctx, input) => {
  const { owner } = await movedFrom(ctx, input.id)
  await refuseHiddenSplit(ctx)
  const search = {
    text: input.text,
    kinds: kindsOfTier(input.tier),
    without: owner ? [owner.accountId] : [],
    limit: TARGETS_MAX,
  }
  if (ctx.scope.all) return viewTargets(await searchAccounts(ctx, search))
  if (!owner || !inCallersAccounts(ctx.scope, owner.accountId)) return viewTargets([])
  return viewTargets(await searchRelated(ctx, owner.accountId, search))
})
