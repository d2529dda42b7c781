import { targetsOf } from '@tallystick/catalog/services.ts'
import type { LineItemFacts } from '@tallystick/entitlements/services.ts'
import { isRefusal, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { ChangeKind } from '@tallystick/entitlements/model.ts'
import type { HostRequest } from '../rules/activation-facts.ts'
import { hostKeysOf } from '../rules/activation-hosts.ts'
import {
  replacedAs,
  type DrawnCopies,
  type RelatedLineItem,
  type ReplaceableLicense,
  type ReplacingFacts,
} from '../rules/replace-licenses.ts'
import type { CopiesFromSource } from '../store/fulfillments.ts'
import type { LicenseWithHosts } from '../store/held-licenses.ts'
import { lockLicensesOnHosts } from '../store/licenses-on-hosts.ts'
import { heldHostsOf } from './held-hosts.ts'
import { reissue, type HeldLicense } from './held-licenses.ts'
import type { IssuedRecord, IssueFacts, RecordPlace } from './issue-license.ts'
import type { EndedLicense } from './support-outcome.ts'

/** Licenses that the replacing line items of a request may end, under lock, and what leads to them. */
export interface Replaceable {
  readonly lineItems: readonly RelatedLineItem[]
  readonly held: readonly HeldLicense[]
  readonly licenses: readonly ReplaceableLicense[]
  readonly steps: ReplacingFacts['steps']
}

/** For requests that replace nothing; costs nothing. */
const nothingReplaceable: Replaceable = { lineItems: [], held: [], licenses: [], steps: [] }

/**
 * Locks the licenses that a request wants to replace, on its hosts, and reads the relations that lead from them: a
 * round trip, and one for each kind of change that needs relations. The line items of the licenses (`sources`) are
 * locked already, together with those that replace them.
 */
export async function lockReplaceable(
  ctx: QueryContext,
  items: readonly LineItemFacts[],
  sources: readonly LineItemFacts[],
  hosts: readonly HostRequest[],
): Promise<Replaceable> {
  if (sources.length === 0) return nothingReplaceable
  const accountIds = [...new Set(sources.flatMap(({ soldTo }) => soldTo?.id ?? []))]
  const rows = await lockLicensesOnHosts(
    ctx,
    sources.map(({ lineItem }) => lineItem.id),
    { accountIds, hostKeys: [...new Set(hosts.flatMap(hostKeysOf))] },
  )
  return {
    lineItems: sources.map(relatedOf),
    held: rows.map((record) => heldBy(record, sources)),
    licenses: rows.map((record) => replaceableOf(record, record.hostKey)),
    steps: await stepsBetween(ctx, items, sources),
  }
}

function heldBy(record: LicenseWithHosts, sources: readonly LineItemFacts[]): HeldLicense {
  const item = sources.find(({ lineItem }) => lineItem.id === record.lineItemId)
  invariant(item, 'The line item of a license is locked before the license.')
  return { record, item, hosts: heldHostsOf(record) }
}

/** A license as the rules of replacing see it. */
function replaceableOf(record: LicenseWithHosts, hostKey: string): ReplaceableLicense {
  const { id, lineItemId, copies, overdraft, fulfilledAt, fulfillmentCode } = record
  return { id, lineItemId, hostKey, copies, overdraft, fulfilledAt, fulfillmentCode, drawn: 0 }
}

/** A line item as the rules of replacing see it. */
export function relatedOf({ lineItem, soldTo, products }: LineItemFacts): RelatedLineItem {
  const { id, activationId } = lineItem
  return {
    id,
    activationId,
    accountId: soldTo?.id ?? null,
    products: products.map(({ id: product }) => ({ id: product })),
  }
}

/** Relations of the catalog from the products of some line items; renewals ask none. */
export async function stepsBetween(
  ctx: QueryContext,
  items: readonly LineItemFacts[],
  sources: readonly LineItemFacts[],
): Promise<ReplacingFacts['steps']> {
  const kinds = [...new Set(items.flatMap(({ lineItem }) => lineItem.changeKind ?? []))]
  const from = [...new Set(sources.flatMap(({ products }) => products.map(({ id }) => id)))]
  const steps: ReplacingFacts['steps'][number][] = []
  for (const kind of kinds) {
    // At most two: a renewal follows no relation.
    if (kind !== 'renewal') steps.push(...(await targetsOf(ctx, kind, from)))
  }
  return steps
}

/** What a line item may take from other licenses; null for one that replaces nothing. */
export function replacingFactsOf(
  item: LineItemFacts,
  replaceable: Pick<Replaceable, 'lineItems' | 'licenses' | 'steps'>,
): ReplacingFacts | null {
  const { changeKind, parentLineItemId } = item.lineItem
  if (changeKind === null) return null
  const { lineItems, licenses, steps } = replaceable
  return { by: { ...relatedOf(item), kind: changeKind, parentLineItemId }, lineItems, licenses, steps }
}

/** Where a new license stands that takes the place of others: in the chain of the first one that ends whole. */
export function placeOfDraws(
  draws: readonly DrawnCopies[],
  held: readonly HeldLicense[],
): RecordPlace | null {
  const whole = draws.find(({ isWhole }) => isWhole)
  const first = whole ?? draws[0]
  if (!first) return null
  const chainId = whole ? recordOf(whole.licenseId, held).record.chainId : null
  return { supportAction: 'master', parentId: first.licenseId, chainId, takesCopies: true }
}

/** What a new license took from each of the licenses that it replaces. */
export function sourcesOfDraws(
  draws: readonly DrawnCopies[],
  { fulfillment }: IssuedRecord,
): readonly CopiesFromSource[] {
  return draws
    .filter(({ copies }) => copies > 0)
    .map(({ licenseId, copies }) => ({ sourceId: licenseId, fulfillmentId: fulfillment.id, copies }))
}

/** Licenses that end because copies were drawn from them, and what is issued for the copies that stay. */
export interface EndOfReplaced {
  readonly ended: readonly (EndedLicense & { readonly copiesDrawn: number })[]
  readonly rests: readonly IssuedRecord[]
}

/**
 * Ends the licenses that gave copies: the label is what replaced them first; what stays of a divided one is issued
 * anew in its chain, with everything as it was. Refused when a text of the rest does not resolve any more.
 */
export function endReplaced(
  draws: readonly (DrawnCopies & { readonly kind: ChangeKind })[],
  held: readonly HeldLicense[],
  issue: IssueFacts,
): EndOfReplaced | Refusal {
  const rests: IssuedRecord[] = []
  const ended = []
  for (const licenseId of new Set(draws.map((draw) => draw.licenseId))) {
    const own = draws.filter((draw) => draw.licenseId === licenseId)
    const one = recordOf(licenseId, held)
    const { chainId, copies, overdraft } = one.record
    const copiesDrawn = own.reduce((sum, draw) => sum + draw.copies, 0)
    ended.push({ held: one, as: replacedAs[own[0]?.kind ?? 'upgrade'], copiesDrawn })
    if (copiesDrawn === copies) continue
    const place = { supportAction: 'master', chainId, takesCopies: true } as const
    const rest = reissue(one, { copies: copies - copiesDrawn, overdraft, place }, issue, {})
    if (isRefusal(rest)) return rest
    rests.push(rest)
  }
  return { ended, rests }
}

function recordOf(licenseId: string, held: readonly HeldLicense[]): HeldLicense {
  const one = held.find(({ record }) => record.id === licenseId)
  invariant(one, 'Copies are drawn from licenses that are held.')
  return one
}
