import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

/** Sentences of the refusals of sign-in, sessions and passwords. */
export const accessRefusals: RefusalTexts = {
  'wrong-credentials': {
    say: 'User name and password do not fit together.',
    cure: 'Check both, or ask for a new password.',
    status: 422,
  },
  'sign-in-throttled': {
    say: 'There were too many attempts. The next one is possible in {retryAfterSeconds} seconds.',
    cure: 'Wait, or ask an administrator for help.',
    status: 409,
  },
  'user-inactive': {
    say: 'Your user is deactivated.',
    cure: 'Ask an administrator to reactivate it; your password stays the same.',
    status: 409,
  },
  'temporary-password-expired': {
    say: 'The temporary password was good until {until}.',
    cure: 'Ask for a new one.',
    status: 409,
  },
  'wrong-portal': {
    say: 'Your user does not belong to the {portal}.',
    cure: 'Sign in to the {right}.',
    status: 409,
  },
  'password-wrong': {
    say: 'The current password is not right.',
    cure: 'Type it again, or ask for a link to choose a new one.',
    status: 422,
  },
  'password-too-weak': {
    say: 'The new password needs {missing}.',
    cure: 'Choose a longer password; a short sentence is easy to keep.',
    status: 422,
  },
  'password-unchanged': {
    say: 'The new password is the present one.',
    cure: 'Choose another password.',
    status: 422,
  },
  'secret-question-required': {
    say: 'A secret question with its answer is needed.',
    cure: 'Choose a question and type an answer that only you know.',
    status: 422,
  },
  'link-not-valid': {
    say: 'This link was used already, or its time is over.',
    cure: 'Ask for a new link on the sign-in page.',
    status: 409,
  },
  'secret-question-off': {
    say: 'Secret questions are not used here.',
    cure: 'Ask for a link by email instead.',
    status: 409,
  },
  'secret-answer-wrong': {
    say: 'The answer is not right, or there is none for this user.',
    cure: 'Try again, or ask an administrator for a new password.',
    status: 422,
  },
  'user-cannot-sign-in': {
    say: '{user} cannot sign in, so there is no password to help with.',
    cure: 'Reactivate the user first, or allow the contact to sign in.',
    status: 409,
  },
}
