import type { SupportActName } from '@tallystick/fulfillments/rules/support-acts.ts'
import { recordCommand, type RecordCommand } from '@tallystick/kit/details/commands.tsx'
import { upgradeLicense } from '@tallystick/fulfillments/operations/upgrade-license.contract.ts'
import { upgradePath } from '../paths.ts'
import { ACT_CONTRACTS, ACT_WORDS, actPath } from './act-words.ts'

/** In the order of how often people need them; which of them are shown, the license says. */
const ORDER: readonly SupportActName[] = [
  'rehost',
  'return',
  'repair',
  'emergency',
  'stop-gap',
  'publisher-error',
]

/** The acts on a license, each with a page of its own. */
export function licenseCommands(id: string): readonly RecordCommand[] {
  return [
    recordCommand(upgradeLicense, 'Upgrade or renew', { to: upgradePath(id) }),
    ...ORDER.map((act) =>
      recordCommand(ACT_CONTRACTS[act] as never, ACT_WORDS[act].label, { to: actPath(id, act) }),
    ),
  ]
}
