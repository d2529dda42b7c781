import { lockForActivation, type LockedLineItem } from '@tallystick/entitlements/services.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { implement, type CommandContext, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { adoptSettings, settingsJson } from '@tallystick/settings/services.ts'
import type { z } from 'zod'
import { activationFactsOf } from '../issuing/facts-of.ts'
import { distinctHosts, issueLicense, type IssuedRecord, type IssueFacts } from '../issuing/issue-license.ts'
import { hostIdSettingsOf, licenseSettingsOf } from '../issuing/license-settings.ts'
import { readHostRequests } from '../issuing/read-hosts.ts'
import type { IssuingKey, KeyRing } from '../keys/signing-keys.ts'
import { readShipToEmail, togetherRefusal } from '../rules/activation-fields.ts'
import { planActivation, type ActivationPlan } from '../rules/plan-activation.ts'
import { writeActivation, type NewFulfillment } from '../store/fulfillments.ts'
import { activeKeyJson, keyFromJson } from '../store/signing-keys.ts'
import { activateLineItems } from './activate-line-items.contract.ts'

type Input = z.output<typeof activateLineItems.input>

/** One line item of the request with its plan. */
interface PlannedItem {
  readonly item: LockedLineItem
  readonly plan: ActivationPlan
}

/** Activates line items; signs with the active key of the ring. */
export function activateLineItemsWith(ring: KeyRing): Operation {
  return implement(activateLineItems, async (ctx, input) => {
    const email = readShipToEmail(input.shipToEmail)
    if (isRefusal(email)) return ctx.refuse(email)
    const { items, key } = await lockFacts(ctx, input, ring)
    const planned = await planAll(ctx, input, items)
    if (isRefusal(planned)) return ctx.refuse(planned)
    const facts = await issueFactsOf(ctx, input, key)
    const issued = issueAll(planned, facts)
    if (isRefusal(issued)) return ctx.refuse(issued)

    const takes = planned.map(({ item, plan }) => ({
      lineItemId: item.id,
      copies: plan.copiesTaken,
      overdraft: plan.overdraftTaken,
      startsOn: plan.writeBackStartDate,
    }))
    const fulfillments = issued.map(({ fulfillment }) => fulfillment)
    await writeActivation(ctx, takes, distinctHosts(issued), fulfillments)
    announce(ctx, input, planned, fulfillments)
    return { licenses: fulfillments.map(viewIssued) }
  })
}

/** Facts of all line items, settings and the signing key: one statement, which also takes the locks. */
async function lockFacts(ctx: CommandContext, input: Input, ring: KeyRing) {
  const references = input.items.map(({ lineItem }) => lineItem)
  const { items, alongside } = await lockForActivation(ctx, references, {
    settings: settingsJson(ctx.tenantId),
    key: activeKeyJson(ctx.tenantId),
  })
  adoptSettings(ctx, alongside['settings'] as Record<string, unknown>)
  const stored = keyFromJson(alongside['key'])
  invariant(stored, 'A producer has its signing keys from the first start on.')
  return { items, key: ring.issuing(ctx.tenantId, stored) }
}

async function planAll(
  ctx: CommandContext,
  input: Input,
  items: readonly LockedLineItem[],
): Promise<readonly PlannedItem[] | Refusal> {
  const apart = togetherRefusal(items)
  if (apart) return apart
  const hostSettings = await hostIdSettingsOf(ctx)
  const planned: PlannedItem[] = []
  for (const [index, request] of input.items.entries()) {
    const item = items[index]
    invariant(item, 'Facts come back in the order of the request.')
    const hosts = readHostRequests(request.hosts, hostSettings)
    const plan = isRefusal(hosts) ? hosts : planActivation(activationFactsOf(ctx, item), { ...request, hosts })
    if (isRefusal(plan)) return of(item, plan)
    planned.push({ item, plan })
  }
  return planned
}

/** A refusal always says which line item it is about. */
function of(item: LockedLineItem, refusal: Refusal): Refusal {
  return refuse(refusal.code, { activationId: item.activationId, ...refusal.data })
}

async function issueFactsOf(ctx: CommandContext, input: Input, key: IssuingKey): Promise<IssueFacts> {
  return {
    key,
    settings: await licenseSettingsOf(ctx),
    shipToEmail: input.shipToEmail,
    shipToAddress: input.shipToAddress,
    issuedOn: ctx.now.toString().slice(0, 10),
  }
}

function issueAll(planned: readonly PlannedItem[], facts: IssueFacts): readonly IssuedRecord[] | Refusal {
  const issued: IssuedRecord[] = []
  for (const { item, plan } of planned) {
    for (const record of plan.records) {
      const one = issueLicense(item, record, facts)
      if (isRefusal(one)) return of(item, one)
      issued.push(one)
    }
  }
  return issued
}

function announce(
  ctx: CommandContext,
  input: Input,
  planned: readonly PlannedItem[],
  fulfillments: readonly NewFulfillment[],
): void {
  const overridden = planned.flatMap(({ plan }) => plan.policiesOverridden)
  const [first] = planned
  invariant(first, 'An activation has at least one line item.')
  ctx.audit({
    subjects: [
      ...planned.map(({ item }) => ({ kind: 'line-item', id: item.id, label: item.activationId })),
      ...fulfillments.map(({ id, fulfillmentCode }) => ({ kind: 'fulfillment', id, label: fulfillmentCode })),
      ...[...new Map(planned.map(({ item }) => [item.entitlement.id, item.entitlement.code]))].map(([id, label]) => ({
        kind: 'entitlement',
        id,
        label,
      })),
    ],
    details: {
      copies: planned.map(({ plan }) => plan.copiesTaken),
      overdraft: planned.map(({ plan }) => plan.overdraftTaken),
      ...(overridden.length > 0 ? { policiesOverridden: [...new Set(overridden)] } : {}),
    },
  })
  ctx.emit(
    'license.activated',
    { kind: 'line-item', id: first.item.id, label: first.item.activationId },
    {
      fulfillmentIds: fulfillments.map(({ id }) => id),
      lineItemIds: planned.map(({ item }) => item.id),
      shipToEmail: input.shipToEmail,
      language: input.language ?? ctx.principal.locale,
    },
  )
}

function viewIssued(fulfillment: NewFulfillment) {
  const { id, fulfillmentCode, lineItemId, activationId, copies, overdraft, startsOn, expiresOn, licenseText } = fulfillment
  return {
    id,
    fulfillmentCode,
    lineItemId,
    activationId,
    products: fulfillment.productsLabel,
    servers: [...fulfillment.serverTexts],
    nodeHosts: [...fulfillment.nodeTexts],
    copies,
    overdraft,
    startsOn,
    expiresOn,
    licenseText,
  }
}
