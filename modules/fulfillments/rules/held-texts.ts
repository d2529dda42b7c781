import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

/** Sentences about licenses of the producer's own technologies. */
export const heldRefusalTexts: RefusalTexts = {
  'license-not-on-hold': {
    say: 'The license {fulfillment} is {state}: it does not wait for its files.',
    cure: 'Nothing is left to do for it.',
    status: 409,
  },
  'license-files-wrong': {
    say: 'These cannot be the files of the license {fulfillment}: {problem}.',
    cure: 'Give at least one file with a name of its own, as text or base64, 1 MB together at most.',
    status: 422,
  },
  'host-attributes-missing': {
    say: 'Licenses of the technology {technology} need more of their hosts: {missing}.',
    cure: 'Enter these host attributes.',
    status: 422,
  },
  'host-attributes-unknown': {
    say: 'The technology {technology} does not ask these host attributes: {unknown}.',
    cure: 'Leave them out.',
    status: 422,
  },
  'upgrade-other-technology': {
    say: 'The license {fulfillment} is of the technology {technology}; the line item {activationId} is of {other}.',
    cure: 'Choose a line item of the same technology, or return the license and activate the line item.',
    status: 409,
  },
  'technology-by-hand': {
    say: 'Licenses of the technology {technology} are made by hand: there is no generator to ask.',
    cure: 'Supply their files.',
    status: 409,
  },
}
