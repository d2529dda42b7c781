import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'

/** The place that a person signs in to. `api` is any client that keeps its token itself. */
export type SignInPortal = 'producer' | 'end-user' | 'api'

/** Portals with the words that messages use. */
export const PORTALS = { producer: 'producer portal', 'end-user': 'end-user portal', api: 'API' } as const

/** Wrong passwords counted for one name or address. */
export interface Failures {
  readonly count: number
  readonly windowStartedAt: Temporal.Instant
}

/** How many wrong passwords in which time lock a name or an address. */
export interface ThrottleRules {
  readonly failuresMax: number
  readonly windowMinutes: number
}

/** An address serves many people behind one gateway, so it may fail this many times as often as a name. */
export const ADDRESS_FACTOR = 5

/**
 * Whether another password may be tried now. Null is yes. Row LOG-10.
 *
 * The window begins with the first failure and is not moved by further ones, so nobody is locked for ever.
 */
export function canTryPassword(
  failures: readonly { readonly failures: Failures | null; readonly max: number }[],
  rules: ThrottleRules,
  now: Temporal.Instant,
): Refusal | null {
  for (const { failures: known, max } of failures) {
    if (!known || known.count < max) continue
    const opensAt = known.windowStartedAt.add({ minutes: rules.windowMinutes })
    if (Temporal.Instant.compare(now, opensAt) >= 0) continue
    const retryAfterSeconds = Math.ceil(now.until(opensAt).total('seconds'))
    return refuse('sign-in-throttled', { opensAt: opensAt.toString(), retryAfterSeconds })
  }
  return null
}

/** What is known when the password was tried. */
export interface SignInFacts {
  readonly passwordFits: boolean
  readonly isContact: boolean
  readonly isActive: boolean
  readonly isProducer: boolean
  readonly portal: SignInPortal
  /** End of a temporary password, if it is one that ends. */
  readonly temporaryUntil: Temporal.Instant | null
}

/**
 * Whether somebody is let in. Null is yes.
 *
 * Everything but the first refusal is told only to who knew the password; a stranger learns nothing. Row LOG-01.
 */
export function canSignIn(facts: SignInFacts, now: Temporal.Instant): Refusal | null {
  if (!facts.passwordFits || facts.isContact) return refuse('wrong-credentials')
  if (!facts.isActive) return refuse('user-inactive')
  if (facts.temporaryUntil && Temporal.Instant.compare(now, facts.temporaryUntil) >= 0) {
    return refuse('temporary-password-expired', { until: facts.temporaryUntil.toString() })
  }
  const right = facts.isProducer ? 'producer' : 'end-user'
  if (facts.portal !== 'api' && facts.portal !== right) {
    return refuse('wrong-portal', { portal: PORTALS[facts.portal], right: PORTALS[right] })
  }
  return null
}
