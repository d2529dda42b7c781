import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { Membership, User } from './model.ts'
import { holdsPermission } from './permissions.ts'
import { firstNotHeld } from './rules/memberships.ts'
import type { UserFacts } from './rules/users.ts'
import { isLastAdministrator, membershipsOf } from './store/memberships.ts'

/** The facts that decide what the caller may do with a user, and the user's places. */
export async function userFacts(
  ctx: QueryContext,
  user: User,
): Promise<UserFacts & { readonly memberships: readonly Membership[] }> {
  const memberships = await membershipsOf(ctx, user.id)
  const held = memberships.flatMap(({ roles }) => roles.flatMap((role) => role.permissions))
  return {
    user,
    memberships,
    isYourself: user.id === ctx.principal.actorId,
    permissionNotHeld: firstNotHeld(held, (permission) =>
      holdsPermission(ctx.principal.permissions, ctx.principal.ownScope.all, permission),
    ),
    isLastAdministrator: await isLastAdministrator(ctx, user.id),
  }
}
