import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'

/** What the producer asks of passwords. */
export interface PasswordRules {
  readonly lengthMin: number
  readonly needsUpper: boolean
  readonly needsDigit: boolean
}

/** Longest password, in characters; longer ones would only cost time to hash. */
export const PASSWORD_LENGTH_MAX = 200

/** Whether a new password is good enough. A password that is the user name itself never is. */
export function passwordRefusal(password: string, userName: string, rules: PasswordRules): Refusal | null {
  const length = [...password].length
  if (length < rules.lengthMin) return refuse('password-too-short', { minimum: rules.lengthMin, length })
  if (length > PASSWORD_LENGTH_MAX) return refuse('password-too-long', { maximum: PASSWORD_LENGTH_MAX })
  if (rules.needsUpper && !/\p{Lu}/u.test(password)) return refuse('password-without-upper-case')
  if (rules.needsDigit && !/\p{Nd}/u.test(password)) return refuse('password-without-digit')
  if (password.toLowerCase() === userName.toLowerCase()) return refuse('password-is-user-name')
  return null
}
