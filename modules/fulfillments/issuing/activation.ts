import { lockForActivationWith, type LineItemFacts } from '@tallystick/entitlements/services.ts'
import {
  afterChange,
  takeNew,
  withSources,
  type CopiesDelta,
} from '@tallystick/entitlements/rules/copies-ledger.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { CommandContext } from '@tallystick/kernel/operation/implement.ts'
import { adoptSettings, settingsJson } from '@tallystick/settings/services.ts'
import type { z } from 'zod'
import type { IssuingKey, KeyRing } from '../keys/signing-keys.ts'
import type { activateLineItems } from '../operations/activate-line-items.contract.ts'
import { togetherRefusal } from '../rules/activation-fields.ts'
import { planActivation, type ActivationPlan } from '../rules/plan-activation.ts'
import { activeKeyJson, keyFromJson } from '../store/signing-keys.ts'
import { activationFactsOf, modelOf } from './facts-of.ts'
import { issueLicense, type IssuedRecord } from './issue-license.ts'
import { hostIdSettingsOf, licenseSettingsOf } from './license-settings.ts'
import { readHostRequests } from './read-hosts.ts'

type Input = z.output<typeof activateLineItems.input>

/** One line item of the request with its plan. */
export interface PlannedItem {
  readonly item: LineItemFacts
  readonly plan: ActivationPlan
  /** What it changes at the line item, and at line items that it replaces. */
  readonly copies: readonly CopiesDelta[]
}

/** Facts of all line items, settings and the signing key: one statement, which also takes the locks. */
export async function lockFacts(ctx: CommandContext, input: Input, ring: KeyRing) {
  const references = input.items.map(({ lineItem }) => lineItem)
  const { facts, alongside } = await lockForActivationWith(ctx, references, {
    settings: settingsJson(ctx.tenantId),
    key: activeKeyJson(ctx.tenantId),
  })
  adoptSettings(ctx, alongside['settings'] as Record<string, unknown>)
  const stored = keyFromJson(alongside['key'])
  invariant(stored, 'A producer has its signing keys from the first start on.')
  return { items: facts, key: ring.issuing(ctx.tenantId, stored) }
}

/** Plans every line item, or gives the first refusal with the activation ID that it is about. */
export async function planAll(
  ctx: CommandContext,
  input: Input,
  items: readonly LineItemFacts[],
): Promise<readonly PlannedItem[] | Refusal> {
  const maintenance = items.find(({ licenseModel }) => licenseModel === null)
  if (maintenance) return about(maintenance, refuse('line-item-without-license'))
  const apart = apartRefusal(items, input.items.length)
  if (apart) return apart
  const hostSettings = await hostIdSettingsOf(ctx)
  const planned: PlannedItem[] = []
  for (const [index, request] of input.items.entries()) {
    const facts = items[index]
    invariant(facts, 'Facts come back in the order of the request.')
    const item = afterOthers(facts, planned)
    const hosts = readHostRequests(request.hosts, hostSettings)
    const plan = isRefusal(hosts)
      ? hosts
      : planActivation(activationFactsOf(ctx, item), { ...request, hosts })
    if (isRefusal(plan)) return about(item, plan)
    const copies = takeNew(item.chain, { copies: plan.copiesTaken, overdraft: plan.overdraftTaken })
    planned.push({ item, plan, copies })
  }
  return planned
}

/** Line items of one request may replace one another: each finds the figures that those before it leave. */
function afterOthers(item: LineItemFacts, planned: readonly PlannedItem[]): LineItemFacts {
  const deltas = planned.flatMap(({ copies }) => copies)
  const chain = withSources(afterChange(item.chain, deltas))
  return { ...item, chain, lineItem: { ...item.lineItem, ...chain[0]?.counts } }
}

function apartRefusal(items: readonly LineItemFacts[], asked: number): Refusal | null {
  const [first] = items
  if (first && items.length < asked) return about(first, refuse('line-item-repeated'))
  return togetherRefusal(
    items.map((item) => ({ activationId: item.lineItem.activationId, model: { name: modelOf(item).name } })),
  )
}

/** A refusal always says which line item it is about. */
function about(item: LineItemFacts, refusal: Refusal): Refusal {
  return refuse(refusal.code, { activationId: item.lineItem.activationId, ...refusal.data })
}

/** Builds and signs the licenses of all plans. */
export async function issueAll(
  ctx: CommandContext,
  input: Input,
  planned: readonly PlannedItem[],
  key: IssuingKey,
): Promise<readonly IssuedRecord[] | Refusal> {
  const facts = {
    key,
    isPreview: ctx.isVerify,
    settings: await licenseSettingsOf(ctx),
    shipToEmail: input.shipToEmail,
    shipToAddress: input.shipToAddress,
    issuedOn: ctx.now.toString().slice(0, 10),
  }
  const issued: IssuedRecord[] = []
  for (const { item, plan } of planned) {
    for (const record of plan.records) {
      const one = issueLicense(item, record, facts)
      if (isRefusal(one)) return about(item, one)
      issued.push(one)
    }
  }
  return issued
}
