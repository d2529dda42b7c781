import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

/** Sentences of everything that can keep a license from being returned, repaired, rehosted or replaced. */
export const supportRefusalTexts: RefusalTexts = {
  'license-not-active': {
    say: 'The license {fulfillment} is not active any more: {became}.',
    cure: 'Use the license that took its place; the history shows it.',
    status: 409,
  },
  'license-on-hold': {
    say: 'The license {fulfillment} is on hold.',
    cure: 'Wait until the producer has supplied its text.',
    status: 409,
  },
  'license-beside': {
    say: 'The license {fulfillment} was issued beside another one ({kind}) and holds no copies.',
    cure: 'Use the license beside which it was issued.',
    status: 409,
  },
  'support-policy-exhausted': {
    say: 'The policy allows {limit} {policy} in {period}; {uses} were used. It opens again {opens}.',
    cure: 'Wait until then, or ask the producer, who may override the policy.',
    status: 409,
  },
  'part-not-divisible': {
    say: 'The license {fulfillment} is for one copy and cannot be divided.',
    cure: 'Leave the count out, so that all of it is meant.',
    status: 422,
  },
  'part-too-large': {
    say: '{requested} {what} were asked for; the license {fulfillment} has {available}.',
    cure: 'Ask for at most {available}.',
    status: 422,
  },
  'part-nothing': {
    say: 'Neither copies nor overdraft were asked for.',
    cure: 'Enter a count, or leave it out for all.',
    status: 422,
  },
  'part-overdraft-alone': {
    say: 'All copies but only {overdraft} of {available} overdraft were asked for: overdraft cannot stay alone.',
    cure: 'Take all the overdraft along, or leave a copy.',
    status: 422,
  },
  'hosts-not-one': {
    say: 'The hosts make {hosts} licenses; one license moves to one place.',
    cure: 'Name one server with its machines, or one machine; divide the license by counts.',
    status: 422,
  },
  'same-hosts': {
    say: 'The license is on these hosts already.',
    cure: 'Choose other hosts.',
    status: 422,
  },
}
