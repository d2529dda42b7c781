import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

/** Sentences of what keeps the licenses of a host where they are. */
export const hostMoveRefusals: RefusalTexts = {
  'host-licenses-none': {
    say: 'No license is active on the host {host}.',
    cure: 'Choose a host with active licenses.',
    status: 409,
  },
  'host-licenses-hidden': {
    say: 'On the host {host} are licenses of products that you do not see.',
    cure: 'Ask somebody who sees all products of the account.',
    status: 409,
  },
}

export { hostIdRefusalTexts as hostRefusals } from './rules/host-id-texts.ts'
