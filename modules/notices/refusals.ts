import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

/** Sentences of the refusals of mails. */
export const noticesRefusals: RefusalTexts = {
  'mail-waiting': {
    say: 'This mail is still waiting to be sent.',
    cure: 'Nothing is to be done: it is tried again by itself.',
    status: 409,
  },
  'mail-secret-gone': {
    say: 'This mail held a one-time secret, which is forgotten once it was sent.',
    cure: 'Send the user a new password link.',
    status: 409,
  },
  'mail-address-invalid': {
    say: 'This mail cannot be sent: {problem}',
    cure: 'Correct the address where it comes from, and send the license or link from there.',
    status: 422,
  },
}
