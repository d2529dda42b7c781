import type { Operation } from '@tallystick/kernel/operation/implement.ts'
import type { Sealer } from './keys/sealer.ts'
import { keyRing } from './keys/signing-keys.ts'
import { activateLineItemsWith } from './operations/activate-line-items.ts'
import { consolidatedOperations } from './operations/consolidated-acts.ts'
import auditCopies from './operations/audit-copies.ts'
import emailLicense from './operations/email-license.ts'
import { hostActOperations } from './operations/host-acts.ts'
import { generateConsolidatedLicensesWith } from './operations/generate-consolidated-licenses.ts'
import { generateLicensesWith } from './operations/generate-licenses.ts'
import { heldLicenseOperations } from './operations/held-licenses.ts'
import getActivationForm from './operations/get-activation-form.ts'
import getExactAvailableCount from './operations/get-exact-available-count.ts'
import getLicense from './operations/get-license.ts'
import getLicenseChain from './operations/get-license-chain.ts'
import getLicenseFigures from './operations/get-license-figures.ts'
import getLicenseHistory from './operations/get-license-history.ts'
import getSupportForm from './operations/get-support-form.ts'
import listCopiesToReplace from './operations/list-copies-to-replace.ts'
import listReplacingLineItems from './operations/list-replacing-line-items.ts'
import listLicenses from './operations/list-licenses.ts'
import { upgradeLicenseWith } from './operations/upgrade-license.ts'
import { signingKeyOperations } from './operations/signing-keys.ts'
import { supportActOperations } from './operations/support-acts.ts'

/** All operations of the room, as an app mounts them. `sealer` opens the producer's signing keys. */
export function fulfillmentOperations(sealer: Sealer): readonly Operation[] {
  const ring = keyRing(sealer)
  return [
    activateLineItemsWith(ring),
    getActivationForm,
    listCopiesToReplace,
    listReplacingLineItems,
    listLicenses,
    getExactAvailableCount,
    getLicense,
    getLicenseChain,
    getLicenseHistory,
    getSupportForm,
    getLicenseFigures,
    auditCopies,
    emailLicense,
    ...consolidatedOperations(ring),
    ...heldLicenseOperations(sealer, ring),
    generateLicensesWith(sealer),
    generateConsolidatedLicensesWith(sealer),
    ...supportActOperations(ring),
    ...hostActOperations(ring),
    upgradeLicenseWith(ring),
    ...signingKeyOperations(sealer, ring),
  ]
}
