import { fillText, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { fulfillmentRefusals } from '../refusals.ts'

/** Why something is not possible, as answers show it before anybody tries; null when it is. */
export function viewRefusal(refusal: Refusal | null, activationId?: string) {
  if (!refusal) return null
  const text = fulfillmentRefusals[refusal.code]
  const data = { ...(activationId ? { activationId } : {}), ...refusal.data }
  return {
    code: refusal.code,
    reason: text ? fillText(text.say, data) : refusal.code,
    cure: text ? fillText(text.cure, data) : '',
  }
}
