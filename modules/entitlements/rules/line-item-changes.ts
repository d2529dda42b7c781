import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { ChangeKind, EntitlementKind, LineItemKind, RecordState, Term } from '../model.ts'
import { lineItemStateRefusal } from './lifecycle.ts'

/** What one does to a line item by each kind of change; also the last part of the permission for it. */
export const changeVerbs: Readonly<Record<ChangeKind, 'upgrade' | 'upsell' | 'renew'>> = {
  upgrade: 'upgrade',
  upsell: 'upsell',
  renewal: 'renew',
}

/** All kinds of changes. */
export const changeKinds: readonly ChangeKind[] = ['upgrade', 'upsell', 'renewal']

/** A product as the rules of changes see it. */
export interface ChangedProduct {
  readonly id: string
  /** `Name Version`. */
  readonly label: string
}

/** The line item that is replaced. */
export interface ChangedParent {
  readonly activationId: string
  readonly kind: LineItemKind
  readonly state: RecordState
  readonly entitlementKind: EntitlementKind
  readonly soldToAccountId: string | null
  readonly products: readonly ChangedProduct[]
  readonly term: Term
  /** Whether a feature of its products is versioned by date, so that a renewal brings newer versions. */
  readonly hasDatedVersions: boolean
}

/** The line item that replaces it. */
export interface ReplacingLineItem {
  readonly kind: LineItemKind
  readonly state: RecordState
  readonly entitlementKind: EntitlementKind
  readonly soldToAccountId: string | null
  readonly products: readonly ChangedProduct[]
}

/** A relation of the catalog from one product to another. */
export interface ProductStep {
  readonly fromId: string
  readonly toId: string
}

/** Codes of `changeRefusal`, in precedence order; those of the state of the parent come first. */
export const changeCodes: readonly string[] = [
  'change-only-licensed',
  'change-of-bulk',
  'change-of-other-account',
  'renewal-not-needed',
  'renewal-other-products',
  'change-relation-missing',
]

/**
 * Whether a line item may replace another one; null when it may.
 *
 * In this order: the parent is deployed (a test replaces tests only), both give licensed copies to one known account,
 * then what the kind asks for. An upgrade or upsell follows the relations of the catalog: each new product is the
 * target of an old one, or stays as it is, and at least one is a target. A renewal needs none, because its products
 * stay, but something to renew: an end, or a feature whose version is a date. How many copies there are is asked
 * when licenses are made. Source: back office 1.8 and 2.7; PRD-04, ACT-07.
 */
export function changeRefusal(
  kind: ChangeKind,
  parent: ChangedParent,
  by: ReplacingLineItem,
  steps: readonly ProductStep[],
): Refusal | null {
  return (
    parentRefusal(parent, by.state === 'test' ? 'test' : 'deployed') ??
    placeRefusal(parent, by) ??
    (kind === 'renewal' ? renewalRefusal(parent, by) : stepsRefusal(kind, parent, by, steps))
  )
}

/** What can be said before it is known what replaces a line item: its state, its kind, and whether it ever ends. */
export function changeableRefusal(kind: ChangeKind, parent: ChangedParent): Refusal | null {
  return (
    parentRefusal(parent, parent.state === 'test' ? 'test' : 'deployed') ??
    (parent.entitlementKind === 'bulk' ? refuse('change-of-bulk', nameOf(parent)) : null) ??
    (kind === 'renewal' ? endlessRefusal(parent) : null)
  )
}

function parentRefusal(parent: ChangedParent, wanted: RecordState): Refusal | null {
  if (parent.kind !== 'licensed') return refuse('change-only-licensed', nameOf(parent))
  return parent.state === wanted ? null : lineItemStateRefusal(parent)
}

function placeRefusal(parent: ChangedParent, by: ReplacingLineItem): Refusal | null {
  if (by.kind !== 'licensed') return refuse('change-only-licensed', nameOf(parent))
  if (parent.entitlementKind === 'bulk' || by.entitlementKind === 'bulk') {
    return refuse('change-of-bulk', nameOf(parent))
  }
  const isSame = parent.soldToAccountId !== null && parent.soldToAccountId === by.soldToAccountId
  const isNobodys = parent.soldToAccountId === null && by.soldToAccountId === null
  return isSame || isNobodys ? null : refuse('change-of-other-account', nameOf(parent))
}

function renewalRefusal(parent: ChangedParent, by: ReplacingLineItem): Refusal | null {
  const before = new Set(parent.products.map(({ id }) => id))
  const isSame = before.size === by.products.length && by.products.every(({ id }) => before.has(id))
  if (isSame) return endlessRefusal(parent)
  return (
    endlessRefusal(parent) ??
    refuse('renewal-other-products', {
      ...nameOf(parent),
      products: parent.products.map(({ label }) => label),
      given: by.products.map(({ label }) => label),
    })
  )
}

function endlessRefusal(parent: ChangedParent): Refusal | null {
  if (parent.term.kind !== 'permanent' || parent.hasDatedVersions) return null
  return refuse('renewal-not-needed', nameOf(parent))
}

/**
 * Whether licenses of these products may become licenses of those: a renewal keeps its products, an upgrade or upsell
 * follows the relations of the catalog. ACT-06.
 */
export function leadsTo(
  kind: ChangeKind,
  from: readonly { readonly id: string }[],
  to: readonly { readonly id: string }[],
  steps: readonly ProductStep[],
): boolean {
  const before = new Set(from.map(({ id }) => id))
  if (kind === 'renewal') return before.size === to.length && to.every(({ id }) => before.has(id))
  const { stray, targets } = reached(before, to, steps)
  return stray.length === 0 && targets.length > 0
}

function stepsRefusal(
  kind: ChangeKind,
  parent: ChangedParent,
  by: ReplacingLineItem,
  steps: readonly ProductStep[],
): Refusal | null {
  const { stray, targets } = reached(new Set(parent.products.map(({ id }) => id)), by.products, steps)
  if (stray.length === 0 && targets.length > 0) return null
  const missing = stray.length > 0 ? stray : by.products
  return refuse('change-relation-missing', {
    ...nameOf(parent),
    kind,
    from: parent.products.map(({ label }) => label),
    to: missing.map(({ label }) => label),
  })
}

/** The new products that a relation leads to, and those that are neither that nor there already. */
function reached<P extends { readonly id: string }>(
  before: ReadonlySet<string>,
  to: readonly P[],
  steps: readonly ProductStep[],
) {
  const isTarget = ({ id }: P) => steps.some(({ fromId, toId }) => toId === id && before.has(fromId))
  return {
    targets: to.filter(isTarget),
    stray: to.filter((one) => !isTarget(one) && !before.has(one.id)),
  }
}

function nameOf(parent: ChangedParent) {
  return { activationId: parent.activationId }
}
