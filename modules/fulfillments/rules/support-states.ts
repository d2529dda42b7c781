import type { RecordState } from '@tallystick/entitlements/model.ts'
import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { LicenseState, SupportAction } from '../model.ts'

/** What decides whether a license can still become another one. */
export interface LicenseStanding {
  readonly fulfillmentCode: string
  readonly state: LicenseState
  readonly supportAction: SupportAction
  /** Whether its copies are among those taken; emergency and stop-gap licenses have none. */
  readonly takesCopies: boolean
}

/** A license ends once: obsolete records are history. Licenses on hold have nothing to give yet. */
export function liveRefusal(license: LicenseStanding): Refusal | null {
  const data = { fulfillment: license.fulfillmentCode }
  if (license.state === 'obsolete') {
    return refuse('license-not-active', { ...data, became: license.supportAction })
  }
  if (license.state === 'on-hold') return refuse('license-on-hold', data)
  return license.takesCopies ? null : refuse('license-beside', { ...data, kind: license.supportAction })
}

/**
 * Whether a line item lets new licenses be made out of its present ones. An obsolete line item keeps what it has
 * issued, but issues nothing more; returning and upgrading are always possible.
 */
export function reissueRefusal(lineItem: {
  readonly activationId: string
  readonly state: RecordState
}): Refusal | null {
  const data = { activationId: lineItem.activationId }
  switch (lineItem.state) {
    case 'inactive':
      return refuse('line-item-inactive', data)
    case 'obsolete':
      return refuse('line-item-obsolete', data)
    case 'on-hold':
      return refuse('line-item-on-hold', data)
    case 'draft':
      return refuse('line-item-draft', data)
    case 'deployed':
    case 'test':
      return null
  }
}
