import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { allToJoin, type LicenseToJoin } from '../issuing/consolidating.ts'
import { technologiesOf } from '../issuing/held-technology.ts'
import { joinedOf } from '../issuing/joined-by-generator.ts'
import { hostsOf, tellConsolidated } from '../issuing/tell-consolidated.ts'
import { consolidationRefusal, groupsOf } from '../rules/consolidate.ts'
import { suppliedFilesRefusal } from '../rules/held-licenses.ts'
import { insertConsolidated, licensesToJoin } from '../store/consolidated-licenses.ts'
import { supplyConsolidatedLicense } from './consolidate-licenses.contract.ts'

/**
 * The second command of consolidating: the files are there, and the licenses are still those that were to be joined. A
 * person may hand over files of a technology by hand, too.
 */
export const supplyConsolidated = implement(
  supplyConsolidatedLicense,
  async (ctx, { fulfillments, files }) => {
    const { licenses: records } = await licensesToJoin(ctx, fulfillments)
    const licenses = allToJoin(records)
    if (isRefusal(licenses)) return ctx.refuse(licenses)
    const byHand = (await technologiesOf(ctx, records)).map((one) => ({
      ...one,
      generation: 'http' as const,
    }))
    const groups = groupsOf(licenses)
    const several = groups.length > 1 ? refuse('consolidation-several', { hosts: hostsOf(groups) }) : null
    const refused = consolidationRefusal(licenses, byHand) ?? several ?? ownRefusal(licenses)
    if (refused) return ctx.refuse(refused)
    const wrong = suppliedFilesRefusal(licenses[0]?.fulfillmentCode ?? '', files)
    if (wrong) return ctx.refuse(wrong)
    const made = joinedOf({ fulfillments: licenses.map(({ id }) => id), files }, records)
    await insertConsolidated(ctx, [made])
    tellConsolidated(ctx, [made], licenses, [])
    return { id: made.id, consolidatedCode: made.consolidatedCode }
  },
)

/** Certificates are joined and sealed here, by nobody else. */
function ownRefusal(licenses: readonly LicenseToJoin[]) {
  const own = licenses.find(({ technology }) => technology === 'certificate')
  if (!own) return null
  const { fulfillmentCode: fulfillment, technology } = own
  return refuse('consolidation-technology', { fulfillment, technology, problem: 'its files are made here' })
}
