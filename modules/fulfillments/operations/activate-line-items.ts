import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { implement, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { askGenerators, attributesOfHostsRefusal } from '../issuing/held-technology.ts'
import { distinctHosts } from '../issuing/issue-license.ts'
import {
  changesOf,
  issueFactsOf,
  issuePlanned,
  lockFacts,
  planAll,
  type IssuedActivation,
} from '../issuing/activation.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { readShipToEmail } from '../rules/activation-fields.ts'
import { consolidateWherePossible, issuedToJoin } from '../issuing/consolidating.ts'
import { viewMadeConsolidated } from '../issuing/view-consolidated.ts'
import { viewIssued } from '../issuing/view-issued.ts'
import { tellActivation } from '../issuing/tell-activation.ts'
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
    const unasked = await attributesOfHostsRefusal(ctx, plans.planned)
    if (unasked) return ctx.refuse(unasked)
    const outcome = issuePlanned(plans, await issueFactsOf(ctx, input, locked.key))
    if (isRefusal(outcome)) return ctx.refuse(outcome)

    const all = [...outcome.issued, ...outcome.rests]
    const joins = input.consolidate ?? input.items.length > 1
    const made = joins
      ? consolidateWherePossible(issuedToJoin(outcome.issued), { key: locked.key, isPreview: ctx.isVerify })
          .made
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
      sources: outcome.sources,
      consolidates: made,
    })
    await askGenerators(ctx, all, joins)
    tellActivation(ctx, input, { planned: plans.planned, ...outcome, consolidated: made })
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
