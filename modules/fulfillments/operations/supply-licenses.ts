import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { implement, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { lockLicenses, type HeldLicense } from '../issuing/held-licenses.ts'
import { joinedOf } from '../issuing/joined-by-generator.ts'
import { carryOut } from '../issuing/support-outcome.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { heldRefusal, licenseTextOfFiles, suppliedFilesRefusal } from '../rules/held-licenses.ts'
import { insertConsolidated } from '../store/consolidated-licenses.ts'
import { noteHold, supplyLicenses as writeSupplied } from '../store/held-licenses-of-technologies.ts'
import { rejectHeldLicenses, supplyLicenses } from './held-licenses.contract.ts'

/** The second command of a license that is generated elsewhere: it is supplied, or gives its copies back. CERT-05. */
export function supplyOperations(ring: KeyRing): readonly Operation[] {
  return [supplyWith(ring), rejectWith(ring)]
}

function supplyWith(ring: KeyRing): Operation {
  return implement(supplyLicenses, async (ctx, input) => {
    const held = await lockLicenses(
      ctx,
      input.licenses.map(({ fulfillment }) => fulfillment),
      ring,
    )
    const given = held.licenses.map(({ record }, at) => ({ record, files: input.licenses[at]?.files ?? [] }))
    for (const one of given) {
      const wrong = heldRefusal(one.record) ?? suppliedFilesRefusal(one.record.fulfillmentCode, one.files)
      if (wrong) return ctx.refuse(wrong)
    }
    const supplied = given.map((one) => ({
      id: one.record.id,
      files: one.files,
      licenseText: licenseTextOfFiles(one.files),
    }))
    const written = await writeSupplied(ctx, supplied)
    invariant(written === supplied.length, 'Every license that is supplied was on hold.')
    const joined = input.consolidated.map((one) => joinedOf(one, held.licenses))
    if (joined.length > 0) await insertConsolidated(ctx, joined)
    const [first] = held.licenses
    invariant(first, 'Somebody supplies at least one license.')
    ctx.audit({ subjects: subjectsOf(held.licenses), details: { files: input.licenses.length } })
    ctx.emit(
      'license.supplied',
      { kind: 'fulfillment', id: first.record.id },
      {
        fulfillmentIds: supplied.map(({ id }) => id),
        consolidatedIds: joined.map(({ id }) => id),
        // Licenses of one activation are mailed as it said.
        shipToEmail: first.record.shipToEmail,
      },
    )
    return {
      supplied: held.licenses.map(({ record: { id, fulfillmentCode } }) => ({ id, fulfillmentCode })),
    }
  })
}

function rejectWith(ring: KeyRing): Operation {
  return implement(rejectHeldLicenses, async (ctx, { fulfillments, reason }) => {
    const { licenses } = await lockLicenses(ctx, fulfillments, ring)
    for (const { record } of licenses) {
      const wrong = heldRefusal(record)
      if (wrong) return ctx.refuse(wrong)
    }
    await noteHold(
      ctx,
      licenses.map(({ record }) => record.id),
      reason,
    )
    const back = licenses.map(({ record: { lineItemId, copiesTaken, overdraft } }) => ({
      lineItemId,
      taken: -copiesTaken,
      moved: 0,
      brought: 0,
      overdraft: -overdraft,
    }))
    const outcome = await carryOut(ctx, {
      event: 'license.rejected',
      ended: licenses.map((held) => ({ held, as: 'return' })),
      issued: [],
      copies: back,
      copiesReturned: back.reduce((sum, { taken }) => sum - taken, 0),
      details: { reason },
      payload: { reason },
    })
    return {
      rejected: licenses.map(({ record }) => record.fulfillmentCode),
      copiesReturned: outcome.copiesReturned,
    }
  })
}

function subjectsOf(licenses: readonly HeldLicense[]) {
  const subjects = new Map<string, { kind: string; id: string; label: string }>()
  for (const { record } of licenses) {
    const { id, fulfillmentCode, lineItemId, activationId } = record
    subjects.set(id, { kind: 'fulfillment', id, label: fulfillmentCode })
    subjects.set(lineItemId, { kind: 'line-item', id: lineItemId, label: activationId })
  }
  return [...subjects.values()]
}
