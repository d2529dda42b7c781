import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

/** Sentences of the catalog's refusals. */
export const catalogRefusals: RefusalTexts = {
  'product-line-name-taken': {
    say: 'There is already a product line called "{name}".',
    cure: 'Choose another name, or use the existing product line.',
    status: 409,
  },
}
