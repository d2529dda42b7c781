import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { MailState } from '../model.ts'
import { addressProblem } from './addresses.ts'
import { SECRET_PLACE } from './secret.ts'

/** What the rule must know of a mail. */
export interface ResendFacts {
  readonly state: MailState
  readonly to: readonly string[]
  readonly bodyText: string
  readonly hasSecret: boolean
}

/** May this mail be sent again? Null is yes. A secret is gone once it was sent, so its mail cannot be repeated. */
export function refuseResend(mail: ResendFacts): Refusal | null {
  if (mail.state === 'waiting') return refuse('mail-waiting')
  if (mail.bodyText.includes(SECRET_PLACE) && !mail.hasSecret) return refuse('mail-secret-gone')
  const problem = addressProblem(mail.to)
  return problem === null ? null : refuse('mail-address-invalid', { problem })
}
