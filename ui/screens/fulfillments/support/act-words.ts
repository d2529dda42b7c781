import { correctPublisherError } from '@tallystick/fulfillments/operations/correct-publisher-error.contract.ts'
import {
  issueEmergencyLicense,
  issueStopGapLicense,
} from '@tallystick/fulfillments/operations/licenses-beside.contract.ts'
import { rehostLicense } from '@tallystick/fulfillments/operations/rehost-license.contract.ts'
import { repairLicense } from '@tallystick/fulfillments/operations/repair-license.contract.ts'
import { returnLicense } from '@tallystick/fulfillments/operations/return-license.contract.ts'
import { countText } from '@tallystick/kit/format/dates.ts'
import type { SupportActName } from '@tallystick/fulfillments/rules/support-acts.ts'

/** Contract of each act. */
export const ACT_CONTRACTS = {
  return: returnLicense,
  repair: repairLicense,
  rehost: rehostLicense,
  emergency: issueEmergencyLicense,
  'stop-gap': issueStopGapLicense,
  'publisher-error': correctPublisherError,
} as const satisfies Readonly<Record<SupportActName, unknown>>

/** How pages speak of an act. */
export interface ActWords {
  /** In menus. */
  readonly label: string
  readonly title: string
  /** On the last button. */
  readonly button: string
  readonly step: string
  /** What is about to happen. */
  readonly lead: string
  /** Said when it has happened. */
  readonly done: string
}

/** Words of the acts on one license. */
export const ACT_WORDS: Readonly<Record<SupportActName, ActWords>> = {
  return: {
    label: 'Return',
    title: 'Return license',
    button: 'Return license',
    step: 'How much',
    lead: 'Copies go back to the line item, so that they can be used on another machine. Remove the old license file there: it is no longer valid.',
    done: 'License returned.',
  },
  repair: {
    label: 'Repair',
    title: 'Repair license',
    button: 'Repair license',
    step: 'Settings',
    lead: 'A new license with other settings is made for the same hosts and all copies. The old license file is no longer valid.',
    done: 'License repaired.',
  },
  rehost: {
    label: 'Rehost',
    title: 'Rehost license',
    button: 'Rehost license',
    step: 'New host',
    lead: 'The license, or a part of it, moves to another machine. Everything else stays as it is. Remove the old license file: it is no longer valid there.',
    done: 'License rehosted.',
  },
  emergency: {
    label: 'Emergency license',
    title: 'Emergency license',
    button: 'Issue emergency license',
    step: 'Settings',
    lead: 'The customer gets a short license beside this one, for all its copies, while this one does not work. It takes no copies of the line item.',
    done: 'Emergency license issued.',
  },
  'stop-gap': {
    label: 'Stop-gap license',
    title: 'Stop-gap license',
    button: 'Issue stop-gap license',
    step: 'Dates',
    lead: 'This license has expired. The customer gets a short one beside it while the renewal is under way. It takes no copies of the line item.',
    done: 'Stop-gap license issued.',
  },
  'publisher-error': {
    label: 'Correct publisher error',
    title: 'Correct publisher error',
    button: 'Issue corrected license',
    step: 'Corrections',
    lead: 'The license is made anew, as catalog and line item stand today, because the mistake was yours. No policy of the customer counts it.',
    done: 'License corrected.',
  },
}

/** The act with its measure, for the button that does it: `Return license, 6 copies`. */
export function buttonWords(act: SupportActName, copies: number): string {
  return `${ACT_WORDS[act].button}, ${countText(copies, 'copy', 'copies')}`
}

/** Names of policies as `policiesOverridden` has them, in words. */
export function overriddenWords(policy: string): string {
  const words: Readonly<Record<string, string>> = {
    'host-types': 'the host ID types of the license model',
    'emergencies-length': 'the longest duration of emergency licenses',
    'stopGaps-length': 'the longest duration of stop-gap licenses',
    'host-releases': 'the number of releases of hosts',
    publisherErrors: 'the number of corrections',
    emergencies: 'the number of emergency licenses',
    stopGaps: 'the number of stop-gap licenses',
  }
  return words[policy] ?? `the number of ${policy}`
}

/** Whether a text of the address names an act. */
export function isAct(text: string): text is SupportActName {
  return Object.hasOwn(ACT_WORDS, text)
}

/** The page of an act on a license. */
export function actPath(id: string, act: SupportActName): string {
  return `/licenses/${id}/${act}`
}
