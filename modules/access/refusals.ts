import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

/** Sentences of the refusals of signing in and of passwords. */
export const accessRefusals: RefusalTexts = {
  'wrong-credentials': {
    say: 'User name and password do not fit together.',
    cure: 'Check both; a forgotten password can be replaced by mail.',
    status: 422,
  },
  'sign-in-throttled': {
    say: 'Too many wrong passwords. The next try is possible at {opensAt}.',
    cure: 'Wait until then, or ask an administrator.',
    status: 409,
  },
  'user-inactive': {
    say: 'This user cannot sign in at present.',
    cure: 'Ask an administrator of your account to reactivate the user.',
    status: 409,
  },
  'temporary-password-expired': {
    say: 'The temporary password has passed its time.',
    cure: 'Ask for a new link with "Forgotten password".',
    status: 409,
  },
  'wrong-portal': {
    say: 'This user belongs to the {portal}.',
    cure: 'Sign in there.',
    status: 422,
  },
  'link-not-valid': {
    say: 'The link was used before, has expired, or is not complete.',
    cure: 'Ask for a new one with "Forgotten password".',
    status: 422,
  },
  'password-wrong': {
    say: 'The present password is not right.',
    cure: 'Type the password with which you signed in.',
    status: 422,
  },
  'password-unchanged': {
    say: 'The new password is the present one.',
    cure: 'Choose another password.',
    status: 422,
  },
  'password-too-short': {
    say: 'The password has {length} characters; at least {minimum} are asked for.',
    cure: 'Choose a longer one: several words are easy to remember.',
    status: 422,
  },
  'password-too-long': {
    say: 'The password has more than {maximum} characters.',
    cure: 'Choose a shorter one.',
    status: 422,
  },
  'password-without-upper-case': {
    say: 'The password has no upper-case letter.',
    cure: 'Add one.',
    status: 422,
  },
  'password-without-digit': { say: 'The password has no digit.', cure: 'Add one.', status: 422 },
  'password-is-user-name': {
    say: 'The password is the user name.',
    cure: 'Choose one that nobody can guess.',
    status: 422,
  },
  'secret-answer-missing': {
    say: 'This producer asks for a secret question and its answer.',
    cure: 'Choose a question whose answer only you know.',
    status: 422,
  },
  'temporary-password-not-allowed': {
    say: 'This producer does not use temporary passwords.',
    cure: 'Send the user a link instead.',
    status: 409,
  },
}
