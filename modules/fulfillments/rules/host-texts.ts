import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

/** Sentences of what keeps licenses from going from host to host, one by one or all together. */
export const hostActTexts: RefusalTexts = {
  'license-cannot-go': {
    say: 'The license {fulfillment} cannot go along: {reason}',
    cure: '{cure}',
    status: 409,
  },
  'target-host-one': {
    say: 'The licenses need one {use} to go to.',
    cure: 'Name one {use}.',
    status: 422,
  },
  'redistribution-technology': {
    say: 'The licenses of {activationId} are of the technology {technology}; batch rehost is for certificates.',
    cure: 'Rehost these licenses one by one, or transfer all licenses of a host.',
    status: 422,
  },
  'redistribution-sum': {
    say: 'The final counts of {activationId} add up to {requested} instead of {available}: {difference}.',
    cure: 'Change the counts so that they add up to {available}.',
    status: 422,
  },
  'redistribution-nothing': {
    say: 'Every host keeps the copies that it has.',
    cure: 'Change a final count.',
    status: 409,
  },
  'redistribution-columns': {
    say: '{activationId} has {counts} final counts for {hosts} hosts.',
    cure: 'Give one count for each host.',
    status: 422,
  },
  'redistribution-host-foreign': {
    say: 'The host {host} is no license server of this account.',
    cure: 'Choose a license server of the account, or enter a new one.',
    status: 422,
  },
  'redistribution-row-twice': {
    say: 'The line item {activationId} is in the grid twice.',
    cure: 'Give each line item one row.',
    status: 422,
  },
  'account-not-related': {
    say: '{account} is not related to the account of the host {host}.',
    cure: 'Choose an account of the same hierarchy, or a partner or customer of it.',
    status: 409,
  },
  'host-transfer-same-account': {
    say: 'The host {host} belongs to this account already.',
    cure: 'Choose another account.',
    status: 409,
  },
  'host-transfer-account-inactive': {
    say: 'The account {account} is inactive.',
    cure: 'Choose an active account, or have this one activated.',
    status: 409,
  },
  'host-transfer-no-sold-copies': {
    say: 'The licenses of {activationId} on this host are extra activations only, which nobody else can own.',
    cure: 'Return them first, or pool into a line item of the target account.',
    status: 409,
  },
}
