import type { CommandContext } from '@tallystick/kernel/operation/implement.ts'
import type { AccountMention } from './model.ts'
import { canLink } from './rules/hierarchy.ts'
import {
  deleteLink,
  extendClosure,
  insertLink,
  isBelow,
  lockHierarchy,
  mendClosure,
  userJoinedBy,
  wayDown,
} from './store/hierarchy.ts'

/**
 * Puts one account directly below another; false when it already is. Refuses what `canLink` refuses.
 *
 * Takes the tenant's hierarchy lock first, so that facts stay true until the end.
 */
export async function linkAccounts(
  ctx: CommandContext,
  parent: AccountMention,
  child: AccountMention,
): Promise<boolean> {
  await lockHierarchy(ctx)
  const turnsBack = await isBelow(ctx, child.id, parent.id)
  const refused = canLink({
    parent,
    child,
    wayBack: turnsBack ? await wayDown(ctx, child.id, parent.id) : null,
    joinedUser: await userJoinedBy(ctx, parent.id, child.id),
  })
  if (refused) ctx.refuse(refused)
  if (!(await insertLink(ctx, parent.id, child.id))) return false
  await extendClosure(ctx, parent.id, child.id)
  return true
}

/** Takes a direct link away; false when there was none. The closure is mended in the same transaction. */
export async function unlinkAccounts(
  ctx: CommandContext,
  parentId: string,
  childId: string,
): Promise<boolean> {
  await lockHierarchy(ctx)
  if (!(await deleteLink(ctx, parentId, childId))) return false
  await mendClosure(ctx, parentId, childId)
  return true
}
