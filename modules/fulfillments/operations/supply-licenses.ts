import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { implement, type CommandContext, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { goodAgainAfter, type GoodAgainLicense } from '../issuing/good-again.ts'
import { lockLicenses, standingOf, type HeldLicense } from '../issuing/held-licenses.ts'
import { joinedOf } from '../issuing/joined-by-generator.ts'
import { carryOut } from '../issuing/support-outcome.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { heldRefusal, licenseTextOfFiles, suppliedFilesRefusal } from '../rules/held-licenses.ts'
import { insertConsolidated, type NewConsolidatedLicense } from '../store/consolidated-licenses.ts'
import { noteHold, supplyLicenses as writeSupplied } from '../store/held-licenses-of-technologies.ts'
import { rejectHeldLicenses, supplyLicenses } from './held-licenses.contract.ts'

/** The second command of a license that is generated elsewhere: it is supplied, or refused. CERT-05. */
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
    const goodAgain = await goodAgainAfter(ctx, licenses)
    const stay = new Set(goodAgain.map(({ insteadOf }) => insteadOf.record.id))
    const back = licenses.filter(({ record }) => !stay.has(record.id)).map(copiesBack)
    const outcome = await carryOut(ctx, {
      event: 'license.rejected',
      ended: licenses.map((held) => ({ held, as: 'return' })),
      issued: [],
      goodAgain,
      copies: back,
      copiesReturned: back.reduce((sum, { taken }) => sum - taken, 0),
      details: { reason },
      payload: {
        reason,
        goodAgainIds: goodAgain.map(({ id }) => id),
        licenses: licenses.map((held) => refusedInWords(held, goodAgain)),
      },
    })
    return {
      rejected: licenses.map(({ record }) => record.fulfillmentCode),
      copiesReturned: outcome.copiesReturned,
      goodAgain: goodAgain.map(({ held, insteadOf }) => ({
        id: held.record.id,
        fulfillmentCode: held.record.fulfillmentCode,
        insteadOf: insteadOf.record.fulfillmentCode,
      })),
    }
  })
}

/** What a license on hold had taken; one that stands beside another has taken nothing. */
function copiesBack(held: HeldLicense) {
  const { lineItemId, copiesTaken, overdraft } = held.record
  const overdraftTaken = standingOf(held).takesCopies ? overdraft : 0
  return { lineItemId, taken: -copiesTaken, moved: 0, brought: 0, overdraft: -overdraftTaken }
}

/** A refused license as its event tells of it: to whom it is told, and what became of its copies. */
function refusedInWords({ record }: HeldLicense, goodAgain: readonly GoodAgainLicense[]) {
  const again = goodAgain.find(({ insteadOf }) => insteadOf.record.id === record.id)
  return {
    fulfillmentCode: record.fulfillmentCode,
    products: record.products,
    shipToEmail: record.shipToEmail,
    copiesReturned: again ? 0 : record.copiesTaken,
    /** The earlier license that is good again; null where copies went back. */
    goodAgain: again?.held.record.fulfillmentCode ?? null,
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
