import type { CopiesChange } from '@tallystick/entitlements/services.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { implement, type CommandContext, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { distinctHosts } from '../issuing/issue-license.ts'
import { issueAll, lockFacts, planAll, type PlannedItem } from '../issuing/activation.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { readShipToEmail } from '../rules/activation-fields.ts'
import { viewIssued } from '../issuing/view-issued.ts'
import { writeRecords, type NewFulfillment } from '../store/fulfillments.ts'
import { activateLineItems } from './activate-line-items.contract.ts'

/** Activates line items; signs with the active key of the ring. */
export function activateLineItemsWith(ring: KeyRing): Operation {
  return implement(activateLineItems, async (ctx, input) => {
    const email = readShipToEmail(input.shipToEmail)
    if (isRefusal(email)) return ctx.refuse(email)
    const { items, key } = await lockFacts(ctx, input, ring)
    const planned = await planAll(ctx, input, items)
    if (isRefusal(planned)) return ctx.refuse(planned)
    const issued = await issueAll(ctx, input, planned, key)
    if (isRefusal(issued)) return ctx.refuse(issued)

    const fulfillments = issued.map(({ fulfillment }) => fulfillment)
    await writeRecords(ctx, {
      copies: planned.flatMap(changesOf),
      hosts: distinctHosts(issued),
      closes: [],
      opens: fulfillments,
    })
    announce(ctx, input, planned, fulfillments)
    return { licenses: fulfillments.map(viewIssued) }
  })
}

/** What an activation changes at its line items; the first one may settle the start date. */
function changesOf({ item, plan, copies }: PlannedItem): readonly CopiesChange[] {
  return copies.map((delta) =>
    delta.lineItemId === item.lineItem.id ? { ...delta, startsOn: plan.writeBackStartDate } : delta,
  )
}

function announce(
  ctx: CommandContext,
  input: { readonly shipToEmail: string; readonly language?: string | undefined },
  planned: readonly PlannedItem[],
  fulfillments: readonly NewFulfillment[],
): void {
  const lineItems = planned.map(({ item }) => ({
    kind: 'line-item',
    id: item.lineItem.id,
    label: item.lineItem.activationId,
  }))
  const entitlements = new Map(planned.map(({ item }) => [item.entitlement.id, item.entitlement.code]))
  const overridden = [...new Set(planned.flatMap(({ plan }) => plan.policiesOverridden))]
  ctx.audit({
    subjects: [
      ...lineItems,
      ...fulfillments.map(({ id, fulfillmentCode }) => ({ kind: 'fulfillment', id, label: fulfillmentCode })),
      ...[...entitlements].map(([id, label]) => ({ kind: 'entitlement', id, label })),
    ],
    details: {
      copies: planned.map(({ plan }) => plan.copiesTaken),
      overdraft: planned.map(({ plan }) => plan.overdraftTaken),
      ...(overridden.length > 0 ? { policiesOverridden: overridden } : {}),
    },
  })
  ctx.emit('license.activated', lineItems[0] ?? { kind: 'line-item', id: '' }, {
    fulfillmentIds: fulfillments.map(({ id }) => id),
    lineItemIds: lineItems.map(({ id }) => id),
    shipToEmail: input.shipToEmail,
    language: input.language ?? ctx.principal.locale,
  })
}
