import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implement, type CommandContext, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { ConsolidatedLicenses } from '../consolidated-resources.ts'
import {
  allToJoin,
  consolidateAll,
  type Consolidation,
  type LicenseToJoin,
} from '../issuing/consolidating.ts'
import { viewConsolidation } from '../issuing/view-consolidated.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { anewRefusal } from '../rules/consolidate.ts'
import { insertConsolidated, licensesToJoin, livingMembers } from '../store/consolidated-licenses.ts'
import { consolidateAnew, consolidateLicenses } from './consolidate-licenses.contract.ts'

/** Consolidating licenses that are there; the files are sealed with the active key of the ring. */
export function consolidateOperations(ring: KeyRing): readonly Operation[] {
  return [
    implement(consolidateLicenses, (ctx, input) => joinThese(ctx, input.fulfillments, ring)),
    implement(consolidateAnew, async (ctx, input) => {
      const earlier = await find(ctx, ConsolidatedLicenses, input.consolidatedLicense)
      const living = await livingMembers(ctx, earlier.id)
      const refused = anewRefusal(earlier, living.length)
      if (refused) return ctx.refuse(refused)
      return joinThese(ctx, living, ring)
    }),
  ]
}

async function joinThese(ctx: CommandContext, references: readonly string[], ring: KeyRing) {
  const { licenses: records, key } = await licensesToJoin(ctx, references)
  invariant(key, 'A producer has its signing keys from the first start on.')
  const licenses = allToJoin(records)
  if (isRefusal(licenses)) return ctx.refuse(licenses)
  const consolidation = consolidateAll(licenses, {
    key: ring.issuing(ctx.tenantId, key),
    isPreview: ctx.isVerify,
  })
  if (isRefusal(consolidation)) return ctx.refuse(consolidation)
  await insertConsolidated(ctx, consolidation.made)
  tellConsolidated(ctx, consolidation, licenses)
  return viewConsolidation(consolidation)
}

function tellConsolidated(
  ctx: CommandContext,
  { made }: Consolidation,
  licenses: readonly LicenseToJoin[],
): void {
  const members = new Set(made.flatMap(({ memberIds }) => memberIds))
  const files = made.map(({ id, consolidatedCode }) => ({
    kind: 'consolidated-license',
    id,
    label: consolidatedCode,
  }))
  const [first] = files
  invariant(first, 'A consolidation makes at least one file.')
  ctx.audit({
    subjects: [
      ...files,
      ...licenses
        .filter(({ id }) => members.has(id))
        .map(({ id, fulfillmentCode }) => ({ kind: 'fulfillment', id, label: fulfillmentCode })),
    ],
    details: {
      consolidated: made.map(({ consolidatedCode, criteria, memberIds }) => ({
        consolidatedLicense: consolidatedCode,
        host: criteria,
        licenses: memberIds.length,
      })),
    },
  })
  ctx.emit('license.consolidated', first, { consolidatedIds: made.map(({ id }) => id) })
}
