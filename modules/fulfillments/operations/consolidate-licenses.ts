import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { insertJob } from '@tallystick/kernel/jobs/store.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implement, type CommandContext, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import { ConsolidatedLicenses } from '../consolidated-resources.ts'
import { allToJoin, consolidateAll, type LicenseToJoin } from '../issuing/consolidating.ts'
import { technologiesOf } from '../issuing/held-technology.ts'
import { tellConsolidated } from '../issuing/tell-consolidated.ts'
import { viewConsolidation } from '../issuing/view-consolidated.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { anewRefusal, type LicenseGroup } from '../rules/consolidate.ts'
import { insertConsolidated, licensesToJoin, livingMembers } from '../store/consolidated-licenses.ts'
import { consolidateAnew, consolidateLicenses } from './consolidate-licenses.contract.ts'
import { supplyConsolidated } from './supply-consolidated-license.ts'

/** Consolidating licenses that are there; our own files are sealed with the active key of the ring. */
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
    supplyConsolidated,
  ]
}

async function joinThese(ctx: CommandContext, references: readonly string[], ring: KeyRing) {
  const { licenses: records, key } = await licensesToJoin(ctx, references)
  invariant(key, 'A producer has its signing keys from the first start on.')
  const licenses = allToJoin(records)
  if (isRefusal(licenses)) return ctx.refuse(licenses)
  const facts = { key: ring.issuing(ctx.tenantId, key), isPreview: ctx.isVerify }
  const consolidation = consolidateAll(licenses, facts, await technologiesOf(ctx, records))
  if (isRefusal(consolidation)) return ctx.refuse(consolidation)
  const { made, asked } = consolidation
  if (made.length > 0) await insertConsolidated(ctx, made)
  await askForJoined(ctx, asked)
  tellConsolidated(ctx, made, licenses, asked)
  return viewConsolidation(consolidation, asked)
}

/** Queues the job that asks the generators, under the rights of the program: customers supply no files. */
async function askForJoined(
  ctx: CommandContext,
  asked: readonly LicenseGroup<LicenseToJoin>[],
): Promise<void> {
  if (asked.length === 0 || ctx.isVerify) return
  const input = { groups: asked.map(({ members }) => members.map(({ id }) => id)) }
  const generator = systemPrincipal(ctx.tenantId, 'license generator')
  await insertJob(ctx, 'generate-consolidated-licenses', input, generator)
}
