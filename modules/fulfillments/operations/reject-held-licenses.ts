import { implement, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { goodAgainAfter, type GoodAgainLicense } from '../issuing/good-again.ts'
import { lockLicenses, standingOf, type HeldLicense } from '../issuing/held-licenses.ts'
import { carryOut } from '../issuing/support-outcome.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { heldRefusal } from '../rules/held-licenses.ts'
import { noteHold } from '../store/held-licenses-of-technologies.ts'
import { rejectHeldLicenses } from './held-licenses.contract.ts'

/**
 * The other end of a license that is generated elsewhere: it is refused. What it had replaced as a whole is good again,
 * else its copies go back. CERT-05.
 */
export function rejectHeldLicensesWith(ring: KeyRing): Operation {
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
      details: {
        reason,
        ended: licenses.map(({ record }) => ({ license: record.fulfillmentCode, became: 'refused' })),
      },
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
