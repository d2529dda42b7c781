import type { Operation } from '@tallystick/kernel/operation/implement.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import findHostTransferTargets from './find-host-transfer-targets.ts'
import getHostForm from './get-host-form.ts'
import getRedistributionGrid from './get-redistribution-grid.ts'
import { listJobHosts, listTransferJobs } from './list-host-transfers.ts'
import listHostTexts from './list-host-texts.ts'
import { redistributeLicensesWith } from './redistribute-licenses.ts'
import { transferHostWith } from './transfer-host.ts'
import transferHosts from './transfer-hosts.ts'
import { transferLicensesWith } from './transfer-licenses.ts'

/** What can be done with hosts and all that is on them. */
export function hostActOperations(ring: KeyRing): readonly Operation[] {
  return [
    listHostTexts,
    getHostForm,
    transferLicensesWith(ring),
    getRedistributionGrid,
    redistributeLicensesWith(ring),
    findHostTransferTargets,
    transferHostWith(ring),
    transferHosts,
    listTransferJobs,
    listJobHosts,
  ]
}
