import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

/** Sentences of the refusals of splits and transfers. */
export const moveRefusals: RefusalTexts = {
  'amount-not-available': {
    say: 'Asked for {requested} copies; {available} of {total} are free to go, {taken} are in active licenses.',
    cure: 'Ask for no more than are free, or return licenses that are not needed.',
    status: 409,
  },
  'line-item-not-similar': {
    say: 'Copies of "{origin}" cannot be counted with those of "{activationId}".',
    cure: 'Choose one of the line items that are offered, or have a new one made.',
    status: 409,
  },
}
