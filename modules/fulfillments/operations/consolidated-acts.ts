import type { Operation } from '@tallystick/kernel/operation/implement.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { consolidateOperations } from './consolidate-licenses.ts'
import emailConsolidatedLicense from './email-consolidated-license.ts'
import getConsolidatedLicense from './get-consolidated-license.ts'
import listConsolidatedLicenses from './list-consolidated-licenses.ts'
import listShipments from './list-shipments.ts'
import { rehostConsolidatedWith } from './rehost-consolidated-license.ts'

/** Everything about consolidated licenses, and the records of what was mailed. */
export function consolidatedOperations(ring: KeyRing): readonly Operation[] {
  return [
    ...consolidateOperations(ring),
    rehostConsolidatedWith(ring),
    emailConsolidatedLicense,
    getConsolidatedLicense,
    listConsolidatedLicenses,
    listShipments,
  ]
}
