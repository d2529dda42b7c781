import { targetsOf } from '@tallystick/catalog/services.ts'
import { Forbidden } from '@tallystick/kernel/errors/problems.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { ChangeKind, EntitlementKind, RecordState } from './model.ts'
import type { LineItemWish } from './operations/line-item-shapes.contract.ts'
import {
  changeRefusal,
  changeVerbs,
  type ChangedParent,
  type ProductStep,
} from './rules/line-item-changes.ts'
import type { PlannedLineItem } from './rules/line-item-plan.ts'
import { haveDatedVersions, replacedLineItems, type ReplacedLineItem } from './store/changed-line-items.ts'

/** A new line item that may replace another one. */
interface Draft {
  readonly id: string
  readonly activationId: string
  readonly wish: LineItemWish
  readonly plan: PlannedLineItem
}

interface ChangePlace {
  readonly state: RecordState
  readonly soldToAccountId: string | null
  readonly kind?: EntitlementKind
  readonly isDeployedAtOnce?: boolean
  /** Nothing will be written, so that nothing has to be locked. */
  readonly isPreview?: boolean
}

interface Parent {
  readonly id: string
  readonly facts: ChangedParent
}

/** What a new line item replaces, for its row. */
export interface PreparedChange {
  readonly kind: ChangeKind
  readonly parentId: string
}

/** Throws Forbidden for the first kind of change that the caller may not make. */
export function requireChangePermissions(ctx: QueryContext, wishes: readonly LineItemWish[]): void {
  for (const { changeKind } of wishes) {
    const permission = changeKind ? `entitlements.${changeVerbs[changeKind]}` : null
    if (permission !== null && !ctx.may(permission)) throw new Forbidden(permission)
  }
}

/**
 * Finds the line items that new ones replace, locks them, and holds the rules of changes. The answer has a place per
 * draft, null where it replaces nothing. What is replaced may be part of the same request.
 */
export async function prepareChanges(
  ctx: QueryContext,
  drafts: readonly Draft[],
  place: ChangePlace,
  labelOf: (productId: string) => string,
): Promise<readonly (PreparedChange | null)[]> {
  const wanted = drafts.map(({ wish }, at) => changeWanted(ctx, wish, at))
  if (wanted.every((one) => one === null)) return wanted
  const parents = await parentsOf(ctx, drafts, wanted, place, labelOf)
  const steps = await stepsOf(ctx, wanted, parents)
  return drafts.map(({ plan }, at) => {
    const change = wanted[at]
    const parent = parents[at]
    if (!change || !parent) return null
    const by = {
      kind: plan.kind,
      state: place.state,
      entitlementKind: place.kind ?? ('regular' as const),
      soldToAccountId: place.soldToAccountId,
      products: plan.products.map(({ productId: id }) => ({ id, label: labelOf(id) })),
    }
    const refusal = changeRefusal(change.kind, parent.facts, by, steps.get(change.kind) ?? [])
    if (refusal) ctx.refuse({ ...refusal, data: { field: `lineItems.${at}`, ...refusal.data } })
    return { kind: change.kind, parentId: parent.id }
  })
}

/** What the rules of changes ask of a stored line item. */
export function changedParentOf(replaced: ReplacedLineItem): ChangedParent {
  const { record, entitlementKind, products, hasDatedVersions } = replaced
  const { activationId, kind, state, soldToAccountId, term } = record
  return { activationId, kind, state, entitlementKind, soldToAccountId, products, term, hasDatedVersions }
}

/** `#2` names the second line item of the same request, which may have no ID yet; an ID holds no `#`. */
export function byPlace(
  references: readonly string[],
  drafts: readonly { readonly id: string }[],
): readonly string[] {
  return references.map((one) => (/^#\d+$/.test(one) ? (drafts[Number(one.slice(1)) - 1]?.id ?? one) : one))
}

interface WantedChange {
  readonly kind: ChangeKind
  readonly reference: string
}

function changeWanted(ctx: QueryContext, wish: LineItemWish, at: number): WantedChange | null {
  const { changeKind, changes } = wish
  if (!changeKind && !changes) return null
  if (!changeKind || !changes) return ctx.refuse(refuse('change-incomplete', { field: `lineItems.${at}` }))
  return { kind: changeKind, reference: changes }
}

/** The replaced line items by the places of the drafts: other drafts, or stored ones, which are locked at once. */
async function parentsOf(
  ctx: QueryContext,
  drafts: readonly Draft[],
  wanted: readonly (WantedChange | null)[],
  place: ChangePlace,
  labelOf: (productId: string) => string,
): Promise<readonly (Parent | null)[]> {
  const siblings = wanted.map((change) => (change ? siblingOf(drafts, change.reference) : null))
  const stored = wanted.flatMap((change, at) => (change && !siblings[at] ? change.reference : []))
  const found = (await replacedLineItems(ctx, stored, !place.isPreview)).values()
  const parents: (Parent | null)[] = []
  for (const [at, change] of wanted.entries()) {
    const sibling = siblings[at]
    const other = change && !sibling ? found.next().value : undefined
    if (sibling) parents.push({ id: sibling.id, facts: await draftFacts(ctx, sibling, place, labelOf) })
    else parents.push(other ? { id: other.record.id, facts: changedParentOf(other) } : null)
  }
  return parents
}

function siblingOf(drafts: readonly Draft[], reference: string): Draft | null {
  const [wanted = reference] = byPlace([reference], drafts)
  return (
    drafts.find(
      ({ id, activationId }) => id === wanted || activationId.toLowerCase() === wanted.toLowerCase(),
    ) ?? null
  )
}

async function draftFacts(
  ctx: QueryContext,
  { activationId, plan }: Draft,
  place: ChangePlace,
  labelOf: (productId: string) => string,
): Promise<ChangedParent> {
  const ids = plan.products.map(({ productId }) => productId)
  return {
    activationId,
    kind: plan.kind,
    state: place.isDeployedAtOnce ? 'deployed' : place.state,
    entitlementKind: place.kind ?? 'regular',
    soldToAccountId: place.soldToAccountId,
    products: ids.map((id) => ({ id, label: labelOf(id) })),
    term: plan.term,
    hasDatedVersions: plan.term.kind === 'permanent' && (await haveDatedVersions(ctx, ids)),
  }
}

/** The relations of the catalog from all replaced products, by the kind of change; renewals need none. */
async function stepsOf(
  ctx: QueryContext,
  wanted: readonly (WantedChange | null)[],
  parents: readonly (Parent | null)[],
): Promise<ReadonlyMap<ChangeKind, readonly ProductStep[]>> {
  const steps = new Map<ChangeKind, readonly ProductStep[]>()
  for (const kind of ['upgrade', 'upsell'] as const) {
    const products = parents.flatMap((parent, at) =>
      wanted[at]?.kind === kind ? (parent?.facts.products ?? []) : [],
    )
    const ids = [...new Set(products.map(({ id }) => id))]
    if (ids.length > 0) steps.set(kind, await targetsOf(ctx, kind, ids))
  }
  return steps
}
