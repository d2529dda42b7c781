import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { User } from '../model.ts'

/** What decides over a user's state. */
export interface UserFacts {
  readonly user: Pick<User, 'displayName' | 'isActive'>
  readonly isYourself: boolean
  /** A permission of the user that the caller does not hold, or null. */
  readonly permissionNotHeld: string | null
  readonly isLastAdministrator: boolean
}

/** Whether the caller may change this user at all. Null is yes. Published rule: hold what the user holds. */
export function canManageUser(facts: Pick<UserFacts, 'permissionNotHeld'>): Refusal | null {
  const { permissionNotHeld: permission } = facts
  return permission === null ? null : refuse('permission-not-held', { permission })
}

/** Whether a user may be deactivated. Null is yes. */
export function canDeactivateUser(facts: UserFacts): Refusal | null {
  const user = facts.user.displayName
  if (!facts.user.isActive) return refuse('user-already-inactive', { user })
  return canManageUser(facts) ?? canTakeAway(facts)
}

/** Whether a user may be made active again. Null is yes. */
export function canReactivateUser(facts: UserFacts): Refusal | null {
  if (facts.user.isActive) return refuse('user-already-active', { user: facts.user.displayName })
  return canManageUser(facts)
}

/** Whether a user may be deleted, as far as this room can tell. Null is yes. */
export function canDeleteUser(facts: UserFacts & { readonly hasHistory: boolean }): Refusal | null {
  const refused = canManageUser(facts) ?? canTakeAway(facts)
  if (refused) return refused
  return facts.hasHistory ? refuse('user-has-history', { user: facts.user.displayName }) : null
}

function canTakeAway(facts: UserFacts): Refusal | null {
  const user = facts.user.displayName
  if (facts.isYourself) return refuse('user-is-yourself', { user })
  return facts.isLastAdministrator ? refuse('last-administrator', { user }) : null
}
