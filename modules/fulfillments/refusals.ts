import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'
import { activationRefusalTexts } from './rules/activation-texts.ts'

/** Sentences of the room's refusals. */
export const fulfillmentRefusals: RefusalTexts = {
  ...activationRefusalTexts,
  'license-without-text': {
    say: 'The license {fulfillment} has no text yet.',
    cure: 'Wait until the producer has supplied it.',
    status: 409,
  },
}
