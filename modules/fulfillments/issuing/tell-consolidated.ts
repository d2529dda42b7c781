import type { CommandContext } from '@tallystick/kernel/operation/implement.ts'
import type { LicenseGroup } from '../rules/consolidate.ts'
import type { NewConsolidatedLicense } from '../store/consolidated-licenses.ts'
import type { LicenseToJoin } from './consolidating.ts'

/** One audit entry about all files and their licenses, and one event where there are files. */
export function tellConsolidated(
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

/** The hosts of groups of licenses, each as one text. */
export function hostsOf(groups: readonly LicenseGroup<LicenseToJoin>[]): readonly string[] {
  return groups.map(({ criteria }) => criteria)
}
