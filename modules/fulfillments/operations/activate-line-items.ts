import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import {
  implement,
  type AuditSubject,
  type CommandContext,
  type Operation,
} from '@tallystick/kernel/operation/implement.ts'
import { distinctHosts } from '../issuing/issue-license.ts'
import {
  changesOf,
  issueFactsOf,
  issuePlanned,
  lockFacts,
  planAll,
  type IssuedActivation,
  type PlannedItem,
} from '../issuing/activation.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { readShipToEmail } from '../rules/activation-fields.ts'
import { consolidateWherePossible, issuedToJoin } from '../issuing/consolidating.ts'
import { viewMadeConsolidated } from '../issuing/view-consolidated.ts'
import { viewIssued } from '../issuing/view-issued.ts'
import type { NewConsolidatedLicense } from '../store/consolidated-licenses.ts'
import { writeRecords } from '../store/fulfillments.ts'
import { activateLineItems } from './activate-line-items.contract.ts'

/** Activates line items; signs with the active key of the ring. */
export function activateLineItemsWith(ring: KeyRing): Operation {
  return implement(activateLineItems, async (ctx, input) => {
    const email = readShipToEmail(input.shipToEmail)
    if (isRefusal(email)) return ctx.refuse(email)
    const locked = await lockFacts(ctx, input, ring)
    const plans = await planAll(ctx, input, locked)
    if (isRefusal(plans)) return ctx.refuse(plans)
    const outcome = issuePlanned(plans, await issueFactsOf(ctx, input, locked.key))
    if (isRefusal(outcome)) return ctx.refuse(outcome)

    const all = [...outcome.issued, ...outcome.rests]
    const joins = input.consolidate ?? input.items.length > 1
    const made = joins
      ? consolidateWherePossible(issuedToJoin(outcome.issued), { key: locked.key, isPreview: ctx.isVerify }).made
      : []
    await writeRecords(ctx, {
      copies: plans.planned.flatMap(changesOf),
      hosts: distinctHosts(all),
      closes: outcome.ended.map(({ held, as }) => ({
        id: held.record.id,
        as,
        copiesKept: 0,
        overdraftKept: 0,
      })),
      opens: all.map(({ fulfillment }) => fulfillment),
      consolidates: made,
    })
    announce(ctx, input, plans.planned, outcome, made)
    return {
      licenses: all.map(({ fulfillment }) => viewIssued(fulfillment)),
      replaced: outcome.ended.map(viewReplaced),
      consolidated: made.map(viewMadeConsolidated),
    }
  })
}

function viewReplaced({ held, as, copiesDrawn }: IssuedActivation['ended'][number]) {
  const { id, fulfillmentCode, activationId, copies } = held.record
  return {
    id,
    fulfillmentCode,
    activationId,
    became: as,
    copiesReplaced: copiesDrawn,
    copiesLeft: copies - copiesDrawn,
  }
}

function announce(
  ctx: CommandContext,
  input: { readonly shipToEmail: string; readonly language?: string | undefined },
  planned: readonly PlannedItem[],
  { issued, rests, ended }: IssuedActivation,
  consolidated: readonly NewConsolidatedLicense[],
): void {
  const subjects = new Map<string, AuditSubject>()
  const add = (kind: string, id: string, label: string) => subjects.set(`${kind} ${id}`, { kind, id, label })
  const fulfillments = [...issued, ...rests].map(({ fulfillment }) => fulfillment)
  for (const { item } of planned) add('line-item', item.lineItem.id, item.lineItem.activationId)
  for (const { id, fulfillmentCode } of fulfillments) add('fulfillment', id, fulfillmentCode)
  for (const { item } of planned) add('entitlement', item.entitlement.id, item.entitlement.code)
  for (const { held } of ended) {
    const { record } = held
    add('fulfillment', record.id, record.fulfillmentCode)
    add('line-item', record.lineItemId, record.activationId)
    add('entitlement', record.entitlementId, record.entitlementCode)
  }
  for (const { id, consolidatedCode } of consolidated) add('consolidated-license', id, consolidatedCode)
  const overridden = [...new Set(planned.flatMap(({ plan }) => plan.policiesOverridden))]
  const [first] = subjects.values()
  ctx.audit({
    subjects: [...subjects.values()],
    details: {
      copies: planned.map(({ plan }) => plan.copiesTaken),
      overdraft: planned.map(({ plan }) => plan.overdraftTaken),
      ...(consolidated.length > 0
        ? { consolidated: consolidated.map(({ consolidatedCode }) => consolidatedCode) }
        : {}),
      ...(ended.length > 0 ? { replaced: ended.map(replacedInWords) } : {}),
      ...(overridden.length > 0 ? { policiesOverridden: overridden } : {}),
    },
  })
  ctx.emit('license.activated', first ?? { kind: 'line-item', id: '' }, {
    fulfillmentIds: fulfillments.map(({ id }) => id),
    lineItemIds: planned.map(({ item }) => item.lineItem.id),
    ...(consolidated.length > 0 ? { consolidatedIds: consolidated.map(({ id }) => id) } : {}),
    ...(ended.length > 0 ? { endedIds: ended.map(({ held }) => held.record.id) } : {}),
    shipToEmail: input.shipToEmail,
    language: input.language ?? ctx.principal.locale,
  })
}

function replacedInWords({ held, as, copiesDrawn }: IssuedActivation['ended'][number]) {
  const { fulfillmentCode, copies } = held.record
  return { license: fulfillmentCode, became: as, copies: copiesDrawn, left: copies - copiesDrawn }
}
