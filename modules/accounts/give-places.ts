import { violatedConstraint } from '@tallystick/kernel/db/pool.ts'
import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import type { CommandContext } from '@tallystick/kernel/operation/implement.ts'
import type { z } from 'zod'
import type { Membership, RoleMention, User } from './model.ts'
import type { MembershipInput } from './operations/user-fields.contract.ts'
import { holdsPermission } from './permissions.ts'
import { managedAccount } from './resources.ts'
import { canHoldMemberships } from './rules/memberships.ts'
import { lockHierarchy, pairsAbove } from './store/hierarchy.ts'
import { replaceProductLines } from './store/memberships.ts'
import { rolesByReferences } from './store/roles.ts'
import { covers } from './visibility.ts'

/** Places as a command asks for them. */
export type WantedPlaces = readonly z.output<typeof MembershipInput>[]

/** Reads the asked places. Throws `NotFound` for an account or role that the caller cannot use. */
export async function readPlaces(ctx: CommandContext, wanted: WantedPlaces): Promise<Membership[]> {
  const roles = await rolesByReferences(
    ctx,
    wanted.flatMap((place) => place.roles),
  )
  const places = new Map<string, Membership>()
  for (const place of wanted) {
    const account = await find(ctx, managedAccount, place.account)
    const chosen = new Map<string, RoleMention>()
    for (const reference of place.roles) {
      const role = roleNamed(roles, reference)
      chosen.set(role.id, role)
    }
    places.set(account.id, { account, roles: [...chosen.values()], expiresOn: place.expiresOn })
  }
  return [...places.values()]
}

function roleNamed<R extends RoleMention>(roles: readonly R[], reference: string): R {
  const key = reference.toLowerCase()
  const role = roles.find((one) => (isUuid(reference) ? one.id === key : one.name.toLowerCase() === key))
  if (!role) throw new NotFound('role', reference)
  return role
}

/** A user's present places and kind; null stands for a user who does not exist yet. */
export type Present = {
  readonly user: Pick<User, 'kind'>
  readonly memberships: readonly Membership[]
} | null

/**
 * Checks the places that a user is to have, refuses what `canHoldMemberships` refuses, and answers with all
 * places that the user has afterwards.
 *
 * Places in accounts outside the caller's scope stay as they are, whatever the caller asked for. With more than
 * one account the hierarchy is locked, so that no link joins them meanwhile.
 */
export async function admitPlaces(
  ctx: CommandContext,
  wanted: readonly Membership[],
  maySignIn: boolean,
  present: Present,
): Promise<readonly Membership[]> {
  const untouched = (present?.memberships ?? []).filter(({ account }) => !covers(ctx.scope, account.id))
  const memberships = [...untouched, ...wanted]
  const ids = memberships.map(({ account }) => account.id)
  if (ids.length > 1) await lockHierarchy(ctx)
  const refused = canHoldMemberships({
    memberships,
    kind: present?.user.kind ?? null,
    homeAccounts:
      present?.user.kind === 'producer' ? present.memberships.map(({ account }) => account.code) : null,
    maySignIn,
    above: ids.length > 1 ? await pairsAbove(ctx, ids) : [],
    granted: maySignIn ? newlyGranted(wanted, present) : [],
    holds: (permission) => holdsPermission(ctx.principal.permissions, ctx.scope.all, permission),
  })
  if (refused) ctx.refuse(refused)
  return memberships
}

function newlyGranted(wanted: readonly Membership[], present: Present): string[] {
  const old = new Set<string>()
  for (const { account, roles } of present?.memberships ?? []) {
    for (const role of roles) old.add(`${account.id} ${role.id}`)
  }
  return wanted.flatMap(({ account, roles }) =>
    roles.filter((role) => !old.has(`${account.id} ${role.id}`)).flatMap((role) => role.permissions),
  )
}

/** Sets a user's product lines. Somebody who sees only some can give only those, and must give one. */
export async function giveProductLines(
  ctx: CommandContext,
  userId: string,
  ids: readonly string[],
): Promise<void> {
  const held = ctx.scope.all ? null : ctx.scope.categories
  if (held && (ids.length === 0 || ids.some((id) => !held.includes(id)))) {
    ctx.refuse(refuse('product-line-not-held', { productLines: held }))
  }
  try {
    await replaceProductLines(ctx, userId, [...new Set(ids)])
  } catch (error) {
    if (violatedConstraint(error) !== 'user_product_line__line') throw error
    ctx.refuse(refuse('product-line-unknown', { productLines: ids }))
  }
}

/** Places as the history keeps them. */
export function placesText(memberships: readonly Membership[]): object[] {
  return memberships.map(({ account, roles, expiresOn }) => ({
    account: account.code,
    roles: roles.map(({ name }) => name),
    expiresOn,
  }))
}
