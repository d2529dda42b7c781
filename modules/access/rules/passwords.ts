import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'

/** What a producer asks of passwords. */
export interface PasswordRules {
  readonly lengthMin: number
  readonly needsUpper: boolean
  readonly needsDigit: boolean
}

/** Longest password, in characters; longer ones only cost time. */
export const PASSWORD_LENGTH_MAX = 200

/**
 * Whether a new password may be used. Null is yes. Every missing thing is named at once.
 * Source: published validators of the user password; row LOG-06.
 */
export function canUsePassword(password: string, userName: string, rules: PasswordRules): Refusal | null {
  const missing: string[] = []
  const length = Array.from(password).length
  if (length < rules.lengthMin) missing.push(`at least ${rules.lengthMin} characters`)
  if (length > PASSWORD_LENGTH_MAX) missing.push(`at most ${PASSWORD_LENGTH_MAX} characters`)
  if (rules.needsUpper && !/\p{Lu}/u.test(password)) missing.push('an upper-case letter')
  if (rules.needsDigit && !/\p{Nd}/u.test(password)) missing.push('a digit')
  if (password.toLowerCase() === userName.toLowerCase()) missing.push('another text than the user name')
  return missing.length > 0 ? refuse('password-too-weak', { missing }) : null
}
