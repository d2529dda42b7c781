import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { PortalName } from '../model.ts'

/** Who tries to sign in where, after the password was found right. */
export interface SignInFacts {
  readonly isActive: boolean
  readonly maySignIn: boolean
  readonly isProducer: boolean
  readonly portal: PortalName
  /** A temporary password past its time. */
  readonly isPasswordExpired: boolean
}

/** Whether somebody with the right password may come in, and by this door. LOG-01, LOG-10. */
export function signInRefusal(facts: SignInFacts): Refusal | null {
  if (!facts.maySignIn || !facts.isActive) return refuse('user-inactive')
  if (facts.isPasswordExpired) return refuse('temporary-password-expired')
  if (facts.portal === 'producer' && !facts.isProducer) return refuse('wrong-portal', { portal: 'end-user portal' })
  if (facts.portal === 'end-user' && facts.isProducer) return refuse('wrong-portal', { portal: 'producer portal' })
  return null
}

/** Wrong passwords that are still forgiven, and for how long they are remembered. */
export interface ThrottleRules {
  readonly failuresMax: number
  readonly windowMinutes: number
}

/** When too many wrong passwords were tried, the instant at which the next try is allowed; else null. */
export function throttledUntil(
  failures: { readonly count: number; readonly windowStartedAt: string } | null,
  rules: ThrottleRules,
  now: Temporal.Instant,
): Temporal.Instant | null {
  if (!failures || failures.count < rules.failuresMax) return null
  const until = Temporal.Instant.from(failures.windowStartedAt).add({ minutes: rules.windowMinutes })
  return Temporal.Instant.compare(now, until) < 0 ? until : null
}
