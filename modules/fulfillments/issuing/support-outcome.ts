import type { CommandContext } from '@tallystick/kernel/operation/implement.ts'
import type { SupportOutcome } from '../operations/support-shapes.contract.ts'
import type { CopiesChange } from '@tallystick/entitlements/services.ts'
import type { SupportAction } from '../model.ts'
import { writeRecords, type CopiesFromSource } from '../store/fulfillments.ts'
import type { NewConsolidatedLicense } from '../store/consolidated-licenses.ts'
import { makeGoodAgain, type ConsolidatedAgain } from '../store/good-again.ts'
import type { GoodAgainLicense } from './good-again.ts'
import type { HeldLicense } from './held-licenses.ts'
import { askGenerators } from './held-technology.ts'
import { distinctHosts, type IssuedRecord } from './issue-license.ts'
import { viewIssued } from './view-issued.ts'

/** A license that ends, and what becomes of its copies. */
export interface EndedLicense {
  readonly held: HeldLicense
  readonly as: SupportAction
  readonly copiesKept?: number
  readonly overdraftKept?: number
}

/** Everything that a support act does, and how it is told. */
export interface SupportAct {
  readonly event: string
  readonly ended: readonly EndedLicense[]
  readonly issued: readonly IssuedRecord[]
  /** Licenses that stay as they are, beside which others are issued: the history tells of them, too. */
  readonly besides?: readonly HeldLicense[]
  /** Licenses that have ended before and are good again, because what ends now stood in their place. */
  readonly goodAgain?: readonly GoodAgainLicense[]
  readonly copies: readonly CopiesChange[]
  /** Copies of ended licenses that went into issued ones of another line item. */
  readonly sources?: readonly CopiesFromSource[]
  readonly copiesReturned?: number
  readonly overdraftReturned?: number
  readonly policiesOverridden?: readonly string[]
  readonly details?: Readonly<Record<string, unknown>>
  /** What the act is about besides licenses, line items and entitlements; stands first in the history. */
  readonly about?: readonly { readonly kind: string; readonly id: string; readonly label: string }[]
  /** What its event says besides. */
  readonly payload?: Readonly<Record<string, unknown>>
  /** Files that join several of the new licenses. */
  readonly consolidates?: readonly NewConsolidatedLicense[]
  /** Whether generators are to join those that they make, too. */
  readonly joinsGenerated?: boolean
  /** Addresses that get the new licenses; a support act mails only to whom it is told to. */
  readonly shipToEmail?: string | undefined
  readonly language?: string | undefined
}

/**
 * Carries out a support act whose rules have passed: one statement for all records and counts, one audit entry about
 * the licenses, line items and entitlements concerned, one event about the first license. New licenses of the producer's
 * own technologies are on hold, and the jobs that have them generated are queued with them.
 */
export async function carryOut(ctx: CommandContext, act: SupportAct): Promise<SupportOutcome> {
  const opens = act.issued.map(({ fulfillment }) => fulfillment)
  await writeRecords(ctx, {
    copies: act.copies,
    hosts: distinctHosts(act.issued),
    closes: act.ended.map(({ held, as, copiesKept = 0, overdraftKept = 0 }) => ({
      id: held.record.id,
      as,
      copiesKept,
      overdraftKept,
    })),
    opens,
    sources: act.sources ?? [],
    ...(act.consolidates ? { consolidates: act.consolidates } : {}),
  })
  await askGenerators(ctx, act.issued, act.joinsGenerated ?? false)
  const { goodAgain = [] } = act
  const joinedAgain = await makeGoodAgain(
    ctx,
    goodAgain.map(({ id, as, copiesTaken, overdraftTaken }) => ({ id, as, copiesTaken, overdraftTaken })),
  )
  tell(ctx, act, joinedAgain)
  return {
    closed: act.ended.map(({ held, as }) => ({
      id: held.record.id,
      fulfillmentCode: held.record.fulfillmentCode,
      became: as,
    })),
    copiesReturned: act.copiesReturned ?? 0,
    overdraftReturned: act.overdraftReturned ?? 0,
    licenses: opens.map(viewIssued),
    policiesOverridden: [...new Set(act.policiesOverridden ?? [])],
  }
}

function tell(ctx: CommandContext, act: SupportAct, joinedAgain: readonly ConsolidatedAgain[]): void {
  const ended = act.ended.map(({ held }) => held)
  const opens = act.issued.map(({ fulfillment }) => fulfillment)
  const subjects = new Map<string, { kind: string; id: string; label: string }>()
  const add = (kind: string, id: string, label: string) => subjects.set(`${kind} ${id}`, { kind, id, label })
  for (const { kind, id, label } of act.about ?? []) add(kind, id, label)
  const goodAgain = (act.goodAgain ?? []).map(({ held }) => held)
  for (const { record } of [...ended, ...goodAgain, ...(act.besides ?? [])]) {
    add('fulfillment', record.id, record.fulfillmentCode)
    add('line-item', record.lineItemId, record.activationId)
    add('entitlement', record.entitlementId, record.entitlementCode)
  }
  for (const one of opens) {
    add('fulfillment', one.id, one.fulfillmentCode)
    add('line-item', one.lineItemId, one.activationId)
    add('entitlement', one.entitlementId, one.entitlementCode)
  }
  for (const { id, consolidatedCode } of joinedAgain) add('consolidated-license', id, consolidatedCode)
  const overridden = [...new Set(act.policiesOverridden ?? [])]
  const [subject] = subjects.values()
  ctx.audit({
    subjects: [...subjects.values()],
    details: {
      ended: act.ended.map(({ held, as }) => ({ license: held.record.fulfillmentCode, became: as })),
      issued: opens.map(({ fulfillmentCode, copies, overdraft, serverTexts, nodeTexts }) => ({
        license: fulfillmentCode,
        copies,
        overdraft,
        hosts: [...serverTexts, ...nodeTexts],
      })),
      ...(act.goodAgain ? { goodAgain: act.goodAgain.map(goodAgainInWords) } : {}),
      ...act.details,
      ...(overridden.length > 0 ? { policiesOverridden: overridden } : {}),
    },
  })
  ctx.emit(act.event, subject ?? { kind: 'fulfillment', id: '' }, {
    endedIds: ended.map(({ record }) => record.id),
    fulfillmentIds: opens.map(({ id }) => id),
    lineItemIds: [...subjects.values()].filter(({ kind }) => kind === 'line-item').map(({ id }) => id),
    shipToEmail: act.shipToEmail ?? '',
    language: act.language ?? ctx.principal.locale,
    ...act.payload,
  })
}

function goodAgainInWords({ held, insteadOf }: GoodAgainLicense) {
  return { license: held.record.fulfillmentCode, insteadOf: insteadOf.record.fulfillmentCode }
}
