import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

/** Sentences of everything that can keep a license from being returned, repaired, rehosted or replaced. */
export const supportRefusalTexts: RefusalTexts = {
  'license-not-active': {
    say: 'The license {fulfillment} is not active any more; its chain shows it as {became}.',
    cure: 'Go on with the license that took its place, if there is one.',
    status: 409,
  },
  'license-on-hold': {
    say: 'The license {fulfillment} is on hold: it waits for its files.',
    cure: 'Wait until they are supplied or refused.',
    status: 409,
  },
  'license-beside': {
    say: 'The license {fulfillment} was issued beside another one ({kind}) and holds no copies.',
    cure: 'Use the license beside which it was issued.',
    status: 409,
  },
  'support-policy-exhausted': {
    say: 'The policy allows {limit} {policy} in {period}; {uses} were used. {opens}',
    cure: 'The producer may override the policy.',
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
  'repair-nothing-asked': {
    say: 'The license model {licenseModel} asks nothing at activation, so that a repair has nothing to change.',
    cure: 'Rehost it to change hosts, or ask the producer.',
    status: 409,
  },
  'repair-nothing-changed': {
    say: 'Everything is as it was: the repair would change nothing.',
    cure: 'Change a setting.',
    status: 422,
  },
  'license-expired': {
    say: 'The license {fulfillment} ended on {expires}.',
    cure: 'Issue a stop-gap license while it is renewed.',
    status: 409,
  },
  'license-not-expired': {
    say: 'The license {fulfillment} has not ended; it {end}.',
    cure: 'Issue an emergency license if it does not work.',
    status: 409,
  },
  'beside-end-missing': {
    say: 'The end is missing.',
    cure: 'Enter the last day of use, or a duration.',
    status: 422,
  },
  'beside-end-twice': {
    say: 'An end and a duration were given.',
    cure: 'Give one of them.',
    status: 422,
  },
  'beside-end-wrong': {
    say: '"{value}" is neither a day nor a duration.',
    cure: 'Enter a day as yyyy-mm-dd, or an amount of days, weeks, months or years.',
    status: 422,
  },
  'beside-end-past': {
    say: 'The license would end on {expires}, before it could be used.',
    cure: 'Choose {earliest} or a later day.',
    status: 422,
  },
  'beside-too-long': {
    say: '{kind} may be good for {longest} at most; {expires} is later than {latest}.',
    cure: 'Choose {latest} or an earlier day, or ask somebody who may override policies.',
    status: 409,
  },
  'host-release-off': {
    say: 'The producer has kept the release of hosts to itself.',
    cure: 'Return the licenses one by one, or ask the producer.',
    status: 409,
  },
  'host-release-exhausted': {
    say: 'An account may release {limit} hosts in {days} days; {uses} were released. It opens again on {opens}.',
    cure: 'Wait until then, or ask the producer.',
    status: 409,
  },
  'host-release-cooling': {
    say: 'Between two releases an account waits {days} days. It opens again on {opens}.',
    cure: 'Wait until then, or ask the producer.',
    status: 409,
  },
  'host-without-licenses': {
    say: 'The host {host} has no active license.',
    cure: 'There is nothing to release.',
    status: 409,
  },
  'host-release-too-many': {
    say: 'The host {host} has more than {maximum} active licenses.',
    cure: 'Ask the producer to return them.',
    status: 409,
  },
  'host-release-returns': {
    say: 'Line item {activationId} allows {limit} returns in {period}; {uses} were used, {needed} are needed. {opens}',
    cure: 'The producer may override the policy.',
    status: 409,
  },
}
