import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { implement, type CommandContext, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { lockLicenses, type HeldLicense } from '../issuing/held-licenses.ts'
import { joinedOf } from '../issuing/joined-by-generator.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { heldRefusal, licenseTextOfFiles, suppliedFilesRefusal } from '../rules/held-licenses.ts'
import { insertConsolidated, type NewConsolidatedLicense } from '../store/consolidated-licenses.ts'
import { supplyLicenses as writeSupplied } from '../store/held-licenses-of-technologies.ts'
import { supplyLicenses } from './held-licenses.contract.ts'

/** The second command of a license that is generated elsewhere: it is supplied. CERT-05. */
export function supplyLicensesWith(ring: KeyRing): Operation {
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
    const records = given.map(({ record }) => record)
    const joined = input.consolidated.map((one) => joinedOf(one, records))
    if (joined.length > 0) await insertConsolidated(ctx, joined)
    ctx.audit({ subjects: subjectsOf(held.licenses), details: { files: input.licenses.length } })
    tellSupplied(ctx, held.licenses, joined)
    return {
      supplied: held.licenses.map(({ record: { id, fulfillmentCode } }) => ({ id, fulfillmentCode })),
    }
  })
}

/**
 * Licenses are mailed as their activation or act said, those of one account and the same addresses together: what is
 * supplied in one step may belong to several customers.
 */
function tellSupplied(
  ctx: CommandContext,
  licenses: readonly HeldLicense[],
  joined: readonly NewConsolidatedLicense[],
): void {
  const keyOf = ({ record }: HeldLicense) => JSON.stringify([record.accountId, record.shipToEmail])
  for (const key of new Set(licenses.map(keyOf))) {
    const own = licenses.filter((one) => keyOf(one) === key).map(({ record }) => record)
    const [first] = own
    invariant(first, 'A receiver gets at least one license.')
    const isOwn = (id: string) => own.some((one) => one.id === id)
    ctx.emit(
      'license.supplied',
      { kind: 'fulfillment', id: first.id },
      {
        fulfillmentIds: own.map(({ id }) => id),
        consolidatedIds: joined.filter(({ memberIds }) => memberIds.every(isOwn)).map(({ id }) => id),
        shipToEmail: first.shipToEmail,
      },
    )
  }
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
