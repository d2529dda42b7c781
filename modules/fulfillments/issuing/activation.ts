import {
  lockForActivationWith,
  type CopiesChange,
  type LineItemFacts,
} from '@tallystick/entitlements/services.ts'
import {
  afterChange,
  takeNew,
  takeReplacing,
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
import type { HostRequest } from '../rules/activation-facts.ts'
import { togetherRefusal } from '../rules/activation-fields.ts'
import { planActivation, type ActivationPlan } from '../rules/plan-activation.ts'
import { afterDraws, replacedByLineItem } from '../rules/replace-licenses.ts'
import type { CopiesFromSource } from '../store/fulfillments.ts'
import { activeKeyJson, keyFromJson } from '../store/signing-keys.ts'
import { activationFactsOf, batchMemberOf } from './facts-of.ts'
import { withAttributesOfHosts, type AttributedHosts } from './held-technology.ts'
import type { HeldLicense } from './held-licenses.ts'
import { issueLicense, type IssuedRecord, type IssueFacts } from './issue-license.ts'
import { hostIdSettingsOf, licenseSettingsOf } from './license-settings.ts'
import { readHostRequests } from './read-hosts.ts'
import {
  endReplaced,
  lockReplaceable,
  placeOfDraws,
  replacingFactsOf,
  sourcesOfDraws,
  type EndOfReplaced,
} from './replacing.ts'

type Input = z.output<typeof activateLineItems.input>

/** One line item of the request with its plan. */
export interface PlannedItem {
  readonly item: LineItemFacts
  readonly plan: ActivationPlan
  /** The hosts as they were asked, with what a technology of the producer wants to know of them. */
  readonly hosts: readonly AttributedHosts[]
  /** What it changes at the line item, at line items that it replaces, and at those whose licenses it replaces. */
  readonly copies: readonly CopiesDelta[]
}

/** The plans of a whole request, and the licenses from which they draw copies. */
export interface PlannedActivation {
  readonly planned: readonly PlannedItem[]
  readonly held: readonly HeldLicense[]
}

/** The line items of a request under lock, in its order, and those whose licenses it replaces. */
export interface LockedFacts {
  readonly items: readonly LineItemFacts[]
  readonly named: (reference: string) => LineItemFacts
  readonly key: IssuingKey
}

/** Facts of all line items, settings and the signing key: one statement, which also takes the locks. */
export async function lockFacts(ctx: CommandContext, input: Input, ring: KeyRing): Promise<LockedFacts> {
  const references = [...input.items.map(({ lineItem }) => lineItem), ...replacedReferences(input)]
  const { facts, alongside } = await lockForActivationWith(ctx, references, {
    settings: settingsJson(ctx.tenantId),
    key: activeKeyJson(ctx.tenantId),
  })
  adoptSettings(ctx, alongside['settings'] as Record<string, unknown>)
  const stored = keyFromJson(alongside['key'])
  invariant(stored, 'A producer has its signing keys from the first start on.')
  const byName = new Map(
    facts.flatMap((one) => [
      [one.lineItem.id, one] as const,
      [one.lineItem.activationId.toLowerCase(), one] as const,
    ]),
  )
  const named = (reference: string) => {
    const one = byName.get(reference.toLowerCase())
    invariant(one, 'A line item that is not seen ends as NotFound.')
    return one
  }
  const items = input.items.map(({ lineItem }) => named(lineItem))
  return { items, named, key: ring.issuing(ctx.tenantId, stored) }
}

function replacedReferences(input: Input): readonly string[] {
  const hosts = input.items.flatMap((item) => item.hosts)
  return [...new Set(hosts.flatMap(({ replaces = [] }) => replaces.map(({ lineItem }) => lineItem)))]
}

/** Plans every line item, or gives the first refusal with the activation ID that it is about. */
export async function planAll(
  ctx: CommandContext,
  input: Input,
  { items, named }: LockedFacts,
): Promise<PlannedActivation | Refusal> {
  const maintenance = items.find(({ licenseModel }) => licenseModel === null)
  if (maintenance) return about(maintenance, refuse('line-item-without-license'))
  const apart = apartRefusal(items)
  if (apart) return apart
  const hostSettings = await hostIdSettingsOf(ctx)
  const requests = input.items.map(({ hosts }) => {
    const read = readHostRequests(hosts, hostSettings)
    return isRefusal(read)
      ? read
      : read.map((one, index) => ({
          ...one,
          ...replacesOf(hosts[index], named),
          hostAttributes: hosts[index]?.hostAttributes ?? {},
        }))
  })
  const replaceable = await lockReplaceable(
    ctx,
    items,
    [...new Set(replacedReferences(input).map(named))],
    requests.flatMap((hosts): readonly HostRequest[] => (isRefusal(hosts) ? [] : hosts)),
  )
  const planned: PlannedItem[] = []
  for (const [index, request] of input.items.entries()) {
    const facts = items[index]
    const hosts = requests[index]
    invariant(facts && hosts, 'Facts and hosts come in the order of the request.')
    const item = afterOthers(facts, planned)
    const draws = planned.flatMap(({ plan }) => plan.draws.flat())
    const licenses = afterDraws(replaceable.licenses, draws)
    const replacing = replacingFactsOf(item, { ...replaceable, licenses })
    const plan = isRefusal(hosts)
      ? hosts
      : planActivation(activationFactsOf(ctx, item, replacing), { ...request, hosts })
    if (isRefusal(plan)) return about(item, plan)
    planned.push({ item, plan, hosts: isRefusal(hosts) ? [] : hosts, copies: copiesOf(item, plan) })
  }
  return { planned, held: replaceable.held }
}

type HostsGiven = Input['items'][number]['hosts'][number]

function replacesOf(given: HostsGiven | undefined, named: LockedFacts['named']) {
  if (!given?.replaces) return {}
  return {
    replaces: given.replaces.map(({ lineItem, copies }) => ({
      lineItem: named(lineItem).lineItem.id,
      copies,
    })),
  }
}

/** Line items of one request may replace one another: each finds the figures that those before it leave. */
function afterOthers(item: LineItemFacts, planned: readonly PlannedItem[]): LineItemFacts {
  if (planned.length === 0) return item
  const deltas = planned.flatMap(({ copies }) => copies)
  const chain = withSources(afterChange(item.chain, deltas))
  return { ...item, chain, lineItem: { ...item.lineItem, ...chain[0]?.counts } }
}

/** New copies are taken first, so that all that was shown as available can be had; then come the replaced ones. */
export function copiesOf(item: LineItemFacts, plan: ActivationPlan): readonly CopiesDelta[] {
  const { copiesTaken, copiesReplaced, overdraftTaken } = plan
  const fresh = takeNew(item.chain, { copies: copiesTaken - copiesReplaced, overdraft: overdraftTaken })
  if (copiesReplaced === 0) return fresh
  const [self] = afterChange(item.chain.slice(0, 1), fresh)
  invariant(self, 'A line item is the first link of its own chain.')
  return [...fresh, ...takeReplacing(self, replacedByLineItem(plan.draws.flat()), 0)]
}

/** What an activation changes at line items; the first one may settle the start date. */
export function changesOf({ item, plan, copies }: PlannedItem): readonly CopiesChange[] {
  return copies.map((delta) =>
    delta.lineItemId === item.lineItem.id ? { ...delta, startsOn: plan.writeBackStartDate } : delta,
  )
}

function apartRefusal(items: readonly LineItemFacts[]): Refusal | null {
  const twice = items.find((item, index) => items.indexOf(item) < index)
  if (twice) return about(twice, refuse('line-item-repeated'))
  return togetherRefusal(items.map(batchMemberOf))
}

/** A refusal always says which line item it is about. */
function about(item: LineItemFacts, refusal: Refusal): Refusal {
  return refuse(refusal.code, { activationId: item.lineItem.activationId, ...refusal.data })
}

/** Everything that an activation issues and ends. */
export interface IssuedActivation extends EndOfReplaced {
  readonly issued: readonly IssuedRecord[]
  /** How many copies of which ended license are in which issued one. */
  readonly sources: readonly CopiesFromSource[]
}

/** Builds and signs the licenses of all plans, and those of what stays of divided ones. */
export function issuePlanned(
  { planned, held }: PlannedActivation,
  facts: IssueFacts,
): IssuedActivation | Refusal {
  const issued: IssuedRecord[] = []
  const sources: CopiesFromSource[] = []
  for (const { item, plan, hosts } of planned) {
    for (const [index, record] of plan.records.entries()) {
      const drawn = plan.draws[index] ?? []
      const one = issueLicense(item, record, facts, placeOfDraws(drawn, held))
      if (isRefusal(one)) return about(item, one)
      issued.push(withAttributesOfHosts(one, hosts))
      sources.push(...sourcesOfDraws(drawn, one))
    }
  }
  const draws = planned.flatMap(({ item, plan }) =>
    plan.draws.flat().map((draw) => ({ ...draw, kind: item.lineItem.changeKind ?? 'upgrade' })),
  )
  const end = endReplaced(draws, held, facts)
  return isRefusal(end) ? end : { ...end, issued, sources }
}

/** What the licenses of one activation share. */
export async function issueFactsOf(ctx: CommandContext, input: Input, key: IssuingKey): Promise<IssueFacts> {
  return {
    key,
    isPreview: ctx.isVerify,
    settings: await licenseSettingsOf(ctx),
    shipToEmail: input.shipToEmail,
    shipToAddress: input.shipToAddress,
    issuedOn: ctx.now.toString().slice(0, 10),
  }
}
