import { hasActed } from '@tallystick/kernel/audit/has-acted.ts'
import type { CommandsView } from '@tallystick/kernel/operation/define.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { shownAttributes } from '@tallystick/settings/services.ts'
import type { z } from 'zod'
import type { Membership, User } from './model.ts'
import type { UserView } from './operations/user-fields.contract.ts'
import { canDeactivateUser, canDeleteUser, canManageUser, canReactivateUser } from './rules/users.ts'
import { productLinesOf } from './store/memberships.ts'
import { userFacts } from './user-facts.ts'
import { commandState, viewMention } from './view-account.ts'
import { covers, scopeWith } from './visibility.ts'

/** A user as the API shows it: places only in accounts that the reader may see. */
export async function viewUser(ctx: QueryContext, user: User): Promise<z.input<typeof UserView>> {
  const facts = await userFacts(ctx, user)
  const hasHistory = await hasActed(ctx.tx, ctx.tenantId, user.id)
  return {
    ...user,
    customAttributes: await shownAttributes(ctx, 'user', user.customAttributes),
    memberships: facts.memberships.filter(({ account }) => covers(ctx.scope, account.id)).map(viewMembership),
    productLines: await productLinesOf(ctx, user.id),
    commands: commandsOf(ctx, { ...facts, user, hasHistory }),
  }
}

function viewMembership({ account, roles, expiresOn }: Membership) {
  return { account: viewMention(account), roles: roles.map(({ id, name }) => ({ id, name })), expiresOn }
}

function commandsOf(
  ctx: QueryContext,
  facts: Awaited<ReturnType<typeof userFacts>> & { readonly user: User; readonly hasHistory: boolean },
): CommandsView {
  const scope = scopeWith(ctx.principal, 'child-users.manage')
  const isMine = scope.all || facts.memberships.some(({ account }) => covers(scope, account.id))
  if (!ctx.may('users.manage') || !isMine) return {}
  return {
    'update-user': commandState(canManageUser(facts)),
    ...(facts.user.isActive
      ? { 'deactivate-user': commandState(canDeactivateUser(facts)) }
      : { 'reactivate-user': commandState(canReactivateUser(facts)) }),
    ...(facts.user.maySignIn && facts.user.isActive
      ? { 'set-temporary-password': commandState(canManageUser(facts)) }
      : {}),
    'delete-user': commandState(canDeleteUser(facts)),
  }
}
