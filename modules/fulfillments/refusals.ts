import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'
import { activationRefusalTexts } from './rules/activation-texts.ts'
import { consolidationRefusalTexts } from './rules/consolidation-texts.ts'
import { hostActTexts } from './rules/host-texts.ts'
import { heldRefusalTexts } from './rules/held-texts.ts'
import { supportRefusalTexts } from './rules/support-texts.ts'

/** Sentences of the room's refusals. */
export const fulfillmentRefusals: RefusalTexts = {
  ...activationRefusalTexts,
  ...supportRefusalTexts,
  ...hostActTexts,
  ...consolidationRefusalTexts,
  ...heldRefusalTexts,
  'line-item-without-license': {
    say: 'The line item {activationId} is maintenance: there is no license to activate.',
    cure: 'Choose line items of products.',
    status: 422,
  },
  'license-without-text': {
    say: 'The license {fulfillment} has no text yet.',
    cure: 'Wait until the producer has supplied it.',
    status: 409,
  },
}
