import type { Operation } from '@tallystick/kernel/operation/implement.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { correctPublisherErrorWith } from './correct-publisher-error.ts'
import { besideOperations } from './licenses-beside.ts'
import { releaseHostWith } from './release-host.ts'
import getHostRelease from './get-host-release.ts'
import { rehostLicenseWith } from './rehost-license.ts'
import { repairLicenseWith } from './repair-license.ts'
import { returnLicenseWith } from './return-license.ts'

/** The acts on one license; what they issue is signed with the active key of the ring. */
export function supportActOperations(ring: KeyRing): readonly Operation[] {
  return [
    returnLicenseWith(ring),
    repairLicenseWith(ring),
    rehostLicenseWith(ring),
    ...besideOperations(ring),
    correctPublisherErrorWith(ring),
    getHostRelease,
    releaseHostWith(ring),
  ]
}
