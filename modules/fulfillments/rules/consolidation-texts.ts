import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

/** Sentences of everything that can keep licenses from sharing a file. */
export const consolidationRefusalTexts: RefusalTexts = {
  'consolidation-accounts-differ': {
    say: 'These licenses belong to different accounts: {accounts}.',
    cure: 'Choose licenses of one account; one file is never for several customers.',
    status: 422,
  },
  'consolidation-technology': {
    say: 'The license {fulfillment} is of the technology {technology} and cannot be consolidated: {problem}.',
    cure: 'Choose certificates, or licenses of a technology whose generator joins them.',
    status: 422,
  },
  'consolidation-nothing': {
    say: 'No two of these licenses share a host, so that there is nothing to consolidate: {hosts}.',
    cure: 'Choose several active licenses of one license server, or of one machine.',
    status: 422,
  },
  'consolidation-several': {
    say: 'These licenses do not belong in one file: they are on {hosts}.',
    cure: 'Hand over one file for the licenses of each host and technology.',
    status: 422,
  },
  'consolidation-still-active': {
    say: 'The consolidated license {consolidatedLicense} is active: all its licenses are good.',
    cure: 'Use it as it is, or consolidate it together with other licenses.',
    status: 409,
  },
  'consolidated-license-inactive': {
    say: 'The consolidated license {consolidatedLicense} is not active any more.',
    cure: 'Consolidate its licenses anew, or choose the one that took its place.',
    status: 409,
  },
}
