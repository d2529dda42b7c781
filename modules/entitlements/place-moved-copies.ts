import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { randomGroups } from '@tallystick/kernel/ids-time/crockford.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { RecordState } from './model.ts'
import type { PartyWish } from './operations/entitlement-shapes.contract.ts'
import { prepareParties } from './prepare-parties.ts'
import { isSimilar } from './rules/matching.ts'
import { Entitlements, lockEntitlementsOf } from './store/entitlements.ts'
import { lockForActivation, type LineItemFacts } from './store/line-item-facts.ts'
import { LineItems, type PlacedLineItem } from './store/line-items.ts'
import type { LineItemRecord } from './store/records.ts'
import type { NewCopyOfLineItem, NewEntitlementPlace, OriginKind } from './store/resize.ts'
import { similarLineItems } from './store/similar.ts'

/** Where copies of one line item go: into one like it, or into a new one. */
export interface PlaceOfCopies {
  readonly lineItemId: string
  readonly activationId: string
  readonly entitlement: { readonly id: string; readonly code: string }
  /** The line item that is there; null for a new one. */
  readonly existing: LineItemRecord | null
  /** The line item to be written; null for one that is there. */
  readonly added: NewCopyOfLineItem | null
}

/** Where copies are to go. */
interface MoveTarget {
  /** Key of the account. */
  readonly accountId: string
  /** Parties of a new entitlement. Left out: the account as end customer and owner. */
  readonly parties?: readonly PartyWish[]
  /** Accounts among them that may be inactive, because they stand in the present chain of the sale. */
  readonly keptAccounts?: ReadonlySet<string>
  /** An entitlement that is there, for new line items. The caller holds its lock. */
  readonly entitlement?: {
    readonly id: string
    readonly code: string
    readonly soldToAccountId: string | null
    readonly soldToLabel: string
  }
}

/** What somebody wants to move. */
export interface MovedCopies {
  /** Keys of the line items that copies leave, found in the caller's scope already. */
  readonly from: readonly string[]
  readonly target: MoveTarget
  /**
   * True: into the oldest line item alike, where the account has one. False: always into a new one. A text: into the
   * line item of that key or activation ID, in the caller's scope; refused `line-item-not-similar` unless it is alike.
   */
  readonly pool: boolean | string
  readonly originKind: OriginKind
  /** State of new line items. Left out: that of their origin. */
  readonly state?: RecordState
  /** Activation IDs of new line items by the key of their origin; generated where left out. */
  readonly activationIds?: Readonly<Record<string, string>>
  /** ID of a new entitlement; generated where left out. */
  readonly entitlementId?: string
  /** Keys of other line items to be locked along with them, because a rule has to look at them. */
  readonly beside?: readonly string[]
}

/** Maintenance of a line item that moves, and where its copies go. */
export interface MaintenanceMove {
  readonly source: LineItemRecord
  readonly place: PlaceOfCopies
}

/** One line item that moves. */
export interface MovedLineItem {
  /** Under lock, with its chain. */
  readonly source: LineItemFacts
  readonly place: PlaceOfCopies
  readonly maintenance: readonly MaintenanceMove[]
}

/** Line items under lock, and where their copies go. */
export interface PreparedMove {
  /** In the order of `from`. */
  readonly moves: readonly MovedLineItem[]
  /** The entitlement of new line items, where it is new itself. */
  readonly entitlement: NewEntitlementPlace | null
  /** Those that were asked for besides, under lock. */
  readonly beside: readonly LineItemRecord[]
}

/**
 * Locks line items that copies leave, with all that they replace, their maintenance, and the line items of the target
 * account that are like them, all in the order of their keys; and says where the copies go.
 *
 * Nothing is written: `moveCopies` does that, with the shares that a rule has planned from these facts. To be called
 * before any of these line items is locked in another way.
 */
export async function placeForMovedCopies(ctx: QueryContext, move: MovedCopies): Promise<PreparedMove> {
  const wide = { ...ctx, scope: { all: true } } as const
  const alikeBySource = await lineItemsAlike(ctx, move)
  const locked = await lockAll(wide, move, alikeBySource)
  const place = placing(ctx, move, locked.get(move.from[0] ?? '')?.lineItem.entitlementId ?? '')
  const placed = new Map<string, MaintenanceMove>()
  const moves: MovedLineItem[] = []
  for (const id of move.from) {
    const source = locked.get(id) as LineItemFacts
    const candidates = (alikeBySource.get(id) ?? []).flatMap((one) => locked.get(one)?.lineItem ?? [])
    const alike =
      candidates.find(
        (one) => one.soldToAccountId === move.target.accountId && isSimilar(source.lineItem, one),
      ) ?? null
    const maintenance: MaintenanceMove[] = []
    for (const linked of source.lineItem.maintenance) {
      const plan = locked.get(linked.id)?.lineItem
      if (!plan) continue
      const pooled = (alike?.maintenance ?? [])
        .flatMap((one) => locked.get(one.id)?.lineItem ?? [])
        .find((one) => isSimilar(plan, one))
      const known = placed.get(plan.id)
      const own = known ?? { source: plan, place: await place(plan, pooled ?? null, alike) }
      placed.set(plan.id, own)
      maintenance.push(own)
    }
    moves.push({ source, place: await place(source.lineItem, alike, null), maintenance })
  }
  const usesEntitlement = moves.some((one) => [one, ...one.maintenance].some(isInNew))
  const beside = (move.beside ?? []).flatMap((id) => locked.get(id)?.lineItem ?? [])
  return { moves, entitlement: usesEntitlement ? await place.entitlement() : null, beside }

  function isInNew({ place: one }: { readonly place: PlaceOfCopies }): boolean {
    return one.added !== null && one.entitlement.id === place.newEntitlementId
  }
}

/** Keys of line items in which copies may be pooled, by source: read before the locks, checked again under them. */
async function lineItemsAlike(
  ctx: QueryContext,
  move: MovedCopies,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { pool, target } = move
  if (pool === false) return new Map()
  if (typeof pool === 'string') {
    const named = await find(ctx, LineItems, pool)
    await refuseForeign(ctx, move, named)
    return new Map(move.from.map((id) => [id, [named.id]]))
  }
  const wide = { ...ctx, scope: { all: true } } as const
  const alike = new Map<string, readonly string[]>()
  for (const id of move.from) {
    const [first] = await similarLineItems(wide, await find(wide, LineItems, id), target.accountId)
    if (first) alike.set(id, [first.id])
  }
  return alike
}

/** A line item that was chosen must be one of those that are offered. */
async function refuseForeign(ctx: QueryContext, move: MovedCopies, named: PlacedLineItem): Promise<void> {
  const wide = { ...ctx, scope: { all: true } } as const
  for (const id of move.from) {
    const source = await find(wide, LineItems, id)
    const alike = await similarLineItems(wide, source, move.target.accountId)
    if (alike.some((one) => one.id === named.id)) continue
    ctx.refuse(
      refuse('line-item-not-similar', { activationId: named.activationId, origin: source.activationId }),
    )
  }
}

async function lockAll(
  wide: QueryContext,
  { from, beside }: MovedCopies,
  alike: ReadonlyMap<string, readonly string[]>,
): Promise<ReadonlyMap<string, LineItemFacts>> {
  const pooled = [...alike.values()].flat()
  const keys = [...from, ...pooled]
  const maintenance: string[] = []
  for (const id of new Set(keys)) {
    maintenance.push(...(await find(wide, LineItems, id)).maintenance.map((one) => one.id))
  }
  // Their share of the maintenance may become a line item beside those in which copies are pooled.
  if (maintenance.length > 0 && pooled.length > 0) await lockEntitlementsOf(wide, pooled)
  const facts = await lockForActivation(wide, [...new Set([...keys, ...maintenance, ...(beside ?? [])])])
  return new Map(facts.map((one) => [one.lineItem.id, one]))
}

/** Makes places; the new entitlement is thought of once, when it is needed. */
function placing(ctx: QueryContext, move: MovedCopies, likeEntitlementId: string) {
  const newEntitlementId = newId()
  let made: Promise<NewEntitlementPlace> | null = null
  const entitlement = () => (made ??= newEntitlement(ctx, move, newEntitlementId, likeEntitlementId))
  const place = async (
    source: LineItemRecord,
    existing: LineItemRecord | null,
    beside: LineItemRecord | null,
  ): Promise<PlaceOfCopies> => {
    if (existing) {
      const { id, activationId, entitlementId, entitlementCode } = existing
      return {
        lineItemId: id,
        activationId,
        entitlement: { id: entitlementId, code: entitlementCode },
        existing,
        added: null,
      }
    }
    const owner = await ownerOfNew(move, beside, entitlement)
    const added: NewCopyOfLineItem = {
      id: newId(),
      activationId: move.activationIds?.[source.id] ?? randomGroups(5),
      originId: source.id,
      originKind: move.originKind,
      state: move.state ?? source.state,
      ...owner,
    }
    const { id, activationId } = added
    return { lineItemId: id, activationId, entitlement: owner.entitlement, existing: null, added }
  }
  return Object.assign(place, { entitlement, newEntitlementId })
}

/** Maintenance goes beside the line item that its own is pooled in; all else into the target's entitlement. */
async function ownerOfNew(
  { target }: MovedCopies,
  beside: LineItemRecord | null,
  entitlement: () => Promise<NewEntitlementPlace>,
) {
  if (beside) {
    const { entitlementId: id, entitlementCode: code, soldToAccountId, soldToLabel } = beside
    return { entitlement: { id, code }, soldToAccountId, soldToLabel }
  }
  if (target.entitlement) {
    const { id, code, soldToAccountId, soldToLabel } = target.entitlement
    return { entitlement: { id, code }, soldToAccountId, soldToLabel }
  }
  const { id, code, parties } = await entitlement()
  return {
    entitlement: { id, code },
    soldToAccountId: parties.soldToAccountId,
    soldToLabel: parties.soldToLabel,
  }
}

async function newEntitlement(
  ctx: QueryContext,
  { target, entitlementId }: MovedCopies,
  id: string,
  likeEntitlementId: string,
): Promise<NewEntitlementPlace> {
  const wide = { ...ctx, scope: { all: true } } as const
  const like = await find(wide, Entitlements, likeEntitlementId)
  const parties = target.parties ?? [{ tier: 'end-customer', account: target.accountId, isOwner: true }]
  return {
    id,
    code: entitlementId ?? `ENT-${randomGroups(4)}`,
    kind: like.kind,
    state: like.state === 'test' ? 'test' : 'deployed',
    bulkChangeKind: like.bulkChangeKind,
    parties: await prepareParties(ctx, like.kind, { parties }, target.keptAccounts),
    description: like.description,
    allowsPortalSignIn: like.allowsPortalSignIn,
    customAttributes: like.customAttributes,
  }
}
