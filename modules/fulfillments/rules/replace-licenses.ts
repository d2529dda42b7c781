import type { ChangeKind, LineItemCounts } from '@tallystick/entitlements/model.ts'
import type { ReplacedCopies } from '@tallystick/entitlements/rules/copies-ledger.ts'
import { copiesUnfulfilled, extraActivationsAvailable } from '@tallystick/entitlements/rules/figures.ts'
import { leadsTo, type ProductStep } from '@tallystick/entitlements/rules/line-item-changes.ts'
import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { SupportAction } from '../model.ts'
import { readCount } from './counts.ts'

/** A line item as the rules of replacing see it. */
export interface RelatedLineItem {
  readonly id: string
  readonly activationId: string
  /** Null while nobody is known. */
  readonly accountId: string | null
  readonly products: readonly { readonly id: string }[]
}

/** A line item that replaces others. */
export interface ReplacingLineItem extends RelatedLineItem {
  readonly kind: ChangeKind
  readonly parentLineItemId: string | null
}

/** An active license whose copies can become copies of a replacing line item. */
export interface ReplaceableLicense {
  readonly id: string
  readonly lineItemId: string
  /** Where it is; see `hostKeyOf`. */
  readonly hostKey: string
  readonly copies: number
  readonly overdraft: number
  readonly fulfilledAt: string
  readonly fulfillmentCode: string
  /** Copies that are drawn from it already by line items before in the same request. */
  readonly drawn: number
}

/** Everything that decides which licenses a replacing line item ends. */
export interface ReplacingFacts {
  readonly by: ReplacingLineItem
  /** The line items whose licenses are asked for. */
  readonly lineItems: readonly RelatedLineItem[]
  /** Their active licenses on the hosts of the request. */
  readonly licenses: readonly ReplaceableLicense[]
  /** Relations of the catalog between their products and those of the replacing line item. */
  readonly steps: readonly ProductStep[]
}

/** So many copies of the licenses of a line item, as asked for one host. */
export interface CopiesToReplace {
  /** Key of the line item. */
  readonly lineItem: string
  readonly copies: unknown
}

/** Copies that leave a license. */
export interface DrawnCopies {
  readonly licenseId: string
  readonly lineItemId: string
  readonly copies: number
  /** Overdraft that ends, because no copy stays. */
  readonly overdraft: number
  /** All copies of the license at once: the new license continues its chain. */
  readonly isWhole: boolean
}

/** The label of a license that was replaced, by what replaced it. */
export const replacedAs: Readonly<Record<ChangeKind, SupportAction>> = {
  upgrade: 'upgrade',
  upsell: 'upsell',
  renewal: 'renew',
}

/**
 * Whether licenses of a line item may become licenses of a replacing one; null when they may: its own parent always,
 * others of the same account when the catalog leads from their products to its products. ACT-06, LIFE-05.
 */
export function relatedRefusal(
  by: ReplacingLineItem,
  other: RelatedLineItem,
  steps: readonly ProductStep[],
): Refusal | null {
  const data = { replaced: other.activationId, kind: by.kind }
  if (other.accountId !== by.accountId) return refuse('replaced-other-account', data)
  if (other.id === by.parentLineItemId) return null
  const isRelated = other.id !== by.id && leadsTo(by.kind, other.products, by.products, steps)
  return isRelated ? null : refuse('replaced-unrelated', data)
}

/**
 * Decides which licenses on one host give the copies that are asked for, line item by line item.
 *
 * The licenses of a line item are looked at in the order in which they were fulfilled, then by fulfillment ID. Whole
 * licenses go first, as long as they fit; what is missing then is split off the oldest one that is left. So at most
 * one license of each line item is divided. `hostText` is for the refusals. Source: seed 000 "Understanding the
 * Copies Available"; ACT-06.
 */
export function drawCopies(
  facts: ReplacingFacts,
  host: { readonly key: string; readonly text: string },
  asked: readonly CopiesToReplace[],
  field: string,
): readonly DrawnCopies[] | Refusal {
  const drawn: DrawnCopies[] = []
  for (const [index, { lineItem, copies }] of asked.entries()) {
    const other = facts.lineItems.find(({ id }) => id === lineItem)
    if (!other || asked.findIndex((one) => one.lineItem === lineItem) < index) {
      return refuse('line-item-repeated', { activationId: other?.activationId ?? lineItem })
    }
    const wrong = relatedRefusal(facts.by, other, facts.steps)
    if (wrong !== null) return wrong
    const count = readCount(copies ?? 0, `${field}.${index}.copies`, 0)
    if (typeof count !== 'number') return count
    const there = facts.licenses.filter((one) => one.lineItemId === lineItem && one.hostKey === host.key)
    const available = there.reduce((sum, one) => sum + stillIn(one), 0)
    if (count > available) {
      const code = available === 0 ? 'replaced-other-host' : 'replaced-too-many'
      return refuse(code, { replaced: other.activationId, host: host.text, available, requested: count })
    }
    drawn.push(...drawInOrder(there.toSorted(byAge), count))
  }
  return drawn
}

function drawInOrder(licenses: readonly ReplaceableLicense[], count: number): readonly DrawnCopies[] {
  let missing = count
  const whole = licenses.flatMap((one) => {
    const copies = stillIn(one)
    if (copies === 0 || copies > missing) return []
    missing -= copies
    return [drawOf(one, copies)]
  })
  const divided = licenses.find(
    (one) => stillIn(one) > 0 && !whole.some(({ licenseId }) => licenseId === one.id),
  )
  return missing > 0 && divided ? [...whole, drawOf(divided, missing)] : whole
}

function drawOf(license: ReplaceableLicense, copies: number): DrawnCopies {
  return {
    licenseId: license.id,
    lineItemId: license.lineItemId,
    copies,
    overdraft: copies === stillIn(license) ? license.overdraft : 0,
    isWhole: copies === license.copies,
  }
}

function stillIn({ copies, drawn }: ReplaceableLicense): number {
  return copies - drawn
}

function byAge(one: ReplaceableLicense, other: ReplaceableLicense): number {
  const byInstant = Temporal.Instant.compare(one.fulfilledAt, other.fulfilledAt)
  return byInstant || (one.fulfillmentCode < other.fulfillmentCode ? -1 : 1)
}

/** The licenses as they are for the next line item of the same request. */
export function afterDraws(
  licenses: readonly ReplaceableLicense[],
  draws: readonly DrawnCopies[],
): readonly ReplaceableLicense[] {
  if (draws.length === 0) return licenses
  return licenses.map((license) => {
    const more = draws.filter(({ licenseId }) => licenseId === license.id)
    return { ...license, drawn: license.drawn + more.reduce((sum, { copies }) => sum + copies, 0) }
  })
}

/** The same copies by line item, as the ledger of copies takes them. */
export function replacedByLineItem(draws: readonly DrawnCopies[]): readonly ReplacedCopies[] {
  const keys = [...new Set(draws.map(({ lineItemId }) => lineItemId))]
  return keys.map((lineItemId) => {
    const own = draws.filter((draw) => draw.lineItemId === lineItemId)
    const sum = (pick: (draw: DrawnCopies) => number) => own.reduce((total, draw) => total + pick(draw), 0)
    return { lineItemId, copies: sum(({ copies }) => copies), overdraft: sum((draw) => draw.overdraft) }
  })
}

/**
 * Refuses copies beyond what a replacing line item can still fulfill in any way; null when they are there. New copies
 * are held to what is available besides (`copiesRefusal`); only they may be extra activations. ACT-06, ACT-07.
 */
export function remainingRefusal(
  counts: LineItemCounts,
  asked: { readonly fresh: number; readonly replaced: number },
): Refusal | null {
  const remaining = copiesUnfulfilled(counts)
  const extra = Math.min(asked.fresh, extraActivationsAvailable(counts))
  if (asked.replaced <= remaining && asked.fresh + asked.replaced <= remaining + extra) return null
  return refuse('remaining-exceeded', {
    total: counts.copiesTotal,
    remaining,
    replaced: asked.replaced,
    requested: asked.fresh + asked.replaced,
  })
}
