import { technologiesNamed } from '@tallystick/catalog/services.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import { insertJob } from '@tallystick/kernel/jobs/store.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implement, type CommandContext, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import { ConsolidatedLicenses } from '../consolidated-resources.ts'
import { allToJoin, consolidateAll, type LicenseToJoin } from '../issuing/consolidating.ts'
import { ownTechnologies } from '../issuing/held-technology.ts'
import { joinedOf } from '../issuing/joined-by-generator.ts'
import { viewConsolidation } from '../issuing/view-consolidated.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { anewRefusal, consolidationRefusal, groupsOf, type LicenseGroup } from '../rules/consolidate.ts'
import { suppliedFilesRefusal } from '../rules/held-licenses.ts'
import type { Fulfillment } from '../resources.ts'
import {
  insertConsolidated,
  licensesToJoin,
  livingMembers,
  type NewConsolidatedLicense,
} from '../store/consolidated-licenses.ts'
import {
  consolidateAnew,
  consolidateLicenses,
  supplyConsolidatedLicense,
} from './consolidate-licenses.contract.ts'

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

async function technologiesOf(ctx: CommandContext, licenses: readonly Fulfillment[]) {
  const names = ownTechnologies(licenses)
  return names.length === 0 ? [] : technologiesNamed(ctx, names)
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

/** The second command: the files are there, and the licenses are still those that were to be joined. */
const supplyConsolidated = implement(supplyConsolidatedLicense, async (ctx, { fulfillments, files }) => {
  const { licenses: records } = await licensesToJoin(ctx, fulfillments)
  const licenses = allToJoin(records)
  if (isRefusal(licenses)) return ctx.refuse(licenses)
  const byHand = (await technologiesOf(ctx, records)).map((one) => ({ ...one, generation: 'http' as const }))
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
})

function hostsOf(groups: readonly LicenseGroup<LicenseToJoin>[]): readonly string[] {
  return groups.map(({ criteria }) => criteria)
}

/** Certificates are joined and sealed here, by nobody else. */
function ownRefusal(licenses: readonly LicenseToJoin[]) {
  const own = licenses.find(({ technology }) => technology === 'certificate')
  if (!own) return null
  const { fulfillmentCode: fulfillment, technology } = own
  return refuse('consolidation-technology', { fulfillment, technology, problem: 'its files are made here' })
}

function tellConsolidated(
  ctx: CommandContext,
  made: readonly NewConsolidatedLicense[],
  licenses: readonly LicenseToJoin[],
  asked: readonly LicenseGroup<LicenseToJoin>[],
): void {
  const members = new Set([
    ...made.flatMap(({ memberIds }) => memberIds),
    ...asked.flatMap((group) => group.members.map(({ id }) => id)),
  ])
  const files = made.map(({ id, consolidatedCode }) => ({
    kind: 'consolidated-license',
    id,
    label: consolidatedCode,
  }))
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
      ...(asked.length > 0 ? { generatorAsked: hostsOf(asked) } : {}),
    },
  })
  const [first] = files
  if (first) ctx.emit('license.consolidated', first, { consolidatedIds: made.map(({ id }) => id) })
}
