import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { ACCOUNT_KINDS, ROLE_KINDS, type AccountKind, type Membership, type RoleKind } from '../model.ts'
import { expandPermissions } from '../permissions.ts'

/** What has to be known before a user is given accounts and roles. */
export interface MembershipFacts {
  /** All places that the user has afterwards, also those that the caller cannot see and so leaves alone. */
  readonly memberships: readonly Membership[]
  /** Kind of an existing user, which never changes; null for a new one. */
  readonly kind: AccountKind | null
  /** Accounts of an existing user of the producer, which never change; null otherwise. */
  readonly homeAccounts: readonly string[] | null
  readonly maySignIn: boolean
  /** Pairs among the accounts of which the first is above the second, as public IDs. */
  readonly above: readonly { readonly above: string; readonly below: string }[]
  /** Permissions that are newly granted; what somebody else granted before stays. */
  readonly granted: readonly string[]
  readonly holds: (permission: string) => boolean
}

/** The kind of role that fits an account. */
export function roleKindOf(kind: AccountKind): RoleKind {
  return kind === 'producer' ? 'producer' : 'portal'
}

/**
 * Whether a user may have these places. Null is yes.
 *
 * One kind of account, none above another, roles of the fitting kind, and nothing granted that the caller
 * does not hold. Source: published pages on users and on roles; rows USR-02 and USR-05.
 */
export function canHoldMemberships(facts: MembershipFacts): Refusal | null {
  if (facts.memberships.length === 0) return refuse('user-needs-account')
  return kindsFit(facts) ?? heightsFit(facts) ?? rolesFit(facts) ?? grantsFit(facts)
}

function kindsFit(facts: MembershipFacts): Refusal | null {
  const kinds = new Set(facts.memberships.map(({ account }) => account.kind))
  if (facts.kind) kinds.add(facts.kind)
  if (kinds.size > 1) {
    return refuse('user-account-kinds-differ', { kinds: [...kinds].map((kind) => ACCOUNT_KINDS[kind]) })
  }
  const home = facts.homeAccounts
  if (!home) return null
  const codes = facts.memberships.map(({ account }) => account.code)
  const isSame = codes.length === home.length && codes.every((code) => home.includes(code))
  return isSame ? null : refuse('user-home-account-fixed', { account: home[0] ?? '' })
}

function heightsFit(facts: MembershipFacts): Refusal | null {
  const pair = facts.above[0]
  return pair ? refuse('user-accounts-above-each-other', { ...pair }) : null
}

function rolesFit(facts: MembershipFacts): Refusal | null {
  for (const { account, roles } of facts.memberships) {
    if (facts.maySignIn && roles.length === 0) return refuse('user-needs-role', { account: account.code })
    for (const role of roles) {
      if (role.kind !== roleKindOf(account.kind)) {
        return refuse('role-kind-differs', {
          role: role.name,
          roleKind: ROLE_KINDS[role.kind].toLowerCase(),
          account: account.code,
          accountKind: ACCOUNT_KINDS[account.kind].toLowerCase(),
        })
      }
      if (!role.isActive) return refuse('role-inactive', { role: role.name })
    }
  }
  return null
}

function grantsFit(facts: MembershipFacts): Refusal | null {
  const missing = firstNotHeld(facts.granted, facts.holds)
  return missing === null ? null : refuse('permission-not-held', { permission: missing })
}

/** The first permission of a stored set that the caller does not hold, or null. */
export function firstNotHeld(
  stored: readonly string[],
  holds: (permission: string) => boolean,
): string | null {
  for (const permission of expandPermissions(stored)) if (!holds(permission)) return permission
  return null
}
