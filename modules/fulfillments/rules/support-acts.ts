import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { besideStateRefusal } from './license-beside.ts'
import { repairStateRefusal } from './repair-license.ts'
import type { ReissueFacts } from './reissue-settings.ts'
import type { LimitedAct } from './support-policy.ts'
import { liveRefusal, reissueRefusal } from './support-states.ts'

/** An act on one license, as pages offer it. */
export interface SupportActKind {
  /** Name of the operation. */
  readonly operation: string
  readonly permission: string
  /** Permission that opens the act for licenses of accounts below; null keeps it to the producer. */
  readonly childPermission: string | null
  readonly policy: LimitedAct
}

/** The acts on one license by their short name. */
export const SUPPORT_ACTS = {
  return: {
    operation: 'return-license',
    permission: 'licenses.return',
    childPermission: 'child-licenses.return',
    policy: 'returns',
  },
  repair: {
    operation: 'repair-license',
    permission: 'licenses.repair',
    childPermission: 'child-licenses.repair',
    policy: 'repairs',
  },
  rehost: {
    operation: 'rehost-license',
    permission: 'licenses.rehost',
    childPermission: 'child-licenses.rehost',
    policy: 'rehosts',
  },
  emergency: {
    operation: 'issue-emergency-license',
    permission: 'licenses.emergency',
    childPermission: null,
    policy: 'emergencies',
  },
  'stop-gap': {
    operation: 'issue-stop-gap-license',
    permission: 'licenses.stop-gap',
    childPermission: null,
    policy: 'stopGaps',
  },
  'publisher-error': {
    operation: 'correct-publisher-error',
    permission: 'licenses.publisher-error',
    childPermission: null,
    policy: 'publisherErrors',
  },
} as const satisfies Readonly<Record<string, SupportActKind>>

/** Short name of an act on one license. */
export type SupportActName = keyof typeof SUPPORT_ACTS

/** What decides whether an act is possible at all, before anything is asked. */
export type ActFacts = Pick<
  ReissueFacts,
  'license' | 'lineItem' | 'model' | 'products' | 'today' | 'settings'
>

/** Whether the states of a license and its line item let an act begin; null when they do. The same as in the act. */
export function actStateRefusal(act: SupportActName, facts: ActFacts): Refusal | null {
  switch (act) {
    case 'return':
      return liveRefusal(facts.license)
    case 'repair':
      return repairStateRefusal(facts)
    case 'rehost':
    case 'publisher-error':
      return liveRefusal(facts.license) ?? reissueRefusal(facts.lineItem)
    case 'emergency':
    case 'stop-gap':
      return besideStateRefusal(act, facts)
  }
}
