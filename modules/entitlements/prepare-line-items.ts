import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { randomGroups } from '@tallystick/kernel/ids-time/crockford.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { AttributeValues, RecordKind } from '@tallystick/settings/model.ts'
import { checkedAttributes } from '@tallystick/settings/services.ts'
import type { EntitlementKind, LineItemKind, RecordState } from './model.ts'
import type { LineItemWish } from './operations/line-item-shapes.contract.ts'
import { byPlace, prepareChanges } from './prepare-changes.ts'
import { idRefusal } from './rules/ids.ts'
import { planLineItem, wantedLineItem, type PlannedLineItem } from './rules/line-item-plan.ts'
import type { SaleFacts } from './rules/sale-facts.ts'
import { goodsOf, type Goods, type GoodsReferences } from './store/catalog-facts.ts'
import type { NewLineItem } from './store/line-item-json.ts'
import { takenActivationIds } from './store/line-items.ts'

/** Where new line items go. */
export interface Place {
  readonly entitlement: { readonly id: string; readonly code: string }
  readonly state: RecordState
  readonly soldToAccountId: string | null
  readonly soldToLabel: string
  /** Maintenance that is there already and may be linked. */
  readonly maintenance: readonly MaintenanceCandidate[]
  /** Default regular. */
  readonly kind?: EntitlementKind
  /** Everything that is created is deployed with the same command. */
  readonly isDeployedAtOnce?: boolean
  /** Nothing will be written, so that line items need no locks. */
  readonly isPreview?: boolean
  /** Custom attributes that a line item has when none are given, as those of one that it replaces. */
  readonly customAttributes?: Readonly<Record<string, unknown>>
  /** The line item that the new one renews, with its term in words; a renewal without a term is told so. */
  readonly renews?: { readonly activationId: string; readonly present: string }
}

/** A line item that could be named as maintenance. */
export interface MaintenanceCandidate {
  readonly id: string
  readonly activationId: string
  readonly kind: 'licensed' | 'maintenance'
}

/**
 * Turns wishes into line items to be stored: IDs given or generated, goods found, every rule held. Maintenance
 * may be named that is part of the same wishes. Ends the operation with the first refusal.
 */
export async function prepareLineItems(
  ctx: QueryContext,
  wishes: readonly LineItemWish[],
  place: Place,
): Promise<readonly NewLineItem[]> {
  await refuseBadIds(ctx, wishes)
  const goods = await goodsOf(ctx, referencesOf(wishes))
  const today = ctx.now.toZonedDateTimeISO('UTC').toPlainDate().toString()
  const custom: AttributeValues[] = []
  for (const [at, wish] of wishes.entries()) {
    const kind = attributeKind(wish.kind ?? 'licensed')
    const before = place.customAttributes ?? null
    custom.push(await checkedAttributes(ctx, kind, wish.customAttributes, before, `lineItems.${at}`))
  }
  const drafts = wishes.map((given, at) => {
    const wish = { ...given, customAttributes: { ...custom[at] } as LineItemWish['customAttributes'] }
    const plan = planLineItem(wantedOf(wish, today), saleFactsOf(wish, goods, place.state))
    if (isRefusal(plan)) {
      const refusal = ofRenewal(plan, place)
      ctx.refuse({ ...refusal, data: { field: `lineItems.${at}`, ...refusal.data } })
    }
    return { id: newId(), activationId: wish.activationId ?? randomGroups(5), wish, plan, kind: plan.kind }
  })
  const candidates = [...place.maintenance, ...drafts]
  const changes = await prepareChanges(ctx, drafts, place, (id) => goods.product(id).label)
  return drafts.map(({ id, activationId, wish, plan }, at) => ({
    id,
    activationId,
    state: place.state,
    entitlement: place.entitlement,
    soldToAccountId: place.soldToAccountId,
    soldToLabel: place.soldToLabel,
    plan,
    maintenanceIds: maintenanceIdsOf(ctx, plan, byPlace(wish.maintenance ?? [], drafts), candidates),
    change: changes[at] ?? null,
  }))
}

/** A missing term in the words of a renewal, whose term does not simply go on. */
function ofRenewal(refusal: Refusal, { renews }: Place): Refusal {
  return renews && refusal.code === 'term-missing' ? refuse('renewal-term-missing', { ...renews }) : refusal
}

/** Licensed and maintenance line items have custom attributes of their own. */
export function attributeKind(kind: LineItemKind): RecordKind {
  return kind === 'maintenance' ? 'maintenance-line-item' : 'line-item'
}

/** Keys of the maintenance line items behind activation IDs or keys. Refuses what is none of the entitlement's. */
export function maintenanceIdsOf(
  ctx: QueryContext,
  plan: Pick<PlannedLineItem, 'kind'>,
  references: readonly string[],
  candidates: readonly MaintenanceCandidate[],
): readonly string[] {
  if (references.length === 0) return []
  if (plan.kind === 'maintenance') ctx.refuse(refuse('maintenance-not-asked'))
  const found = references.map((reference) => {
    const wanted = reference.toLowerCase()
    return candidates.find(
      ({ id, activationId, kind }) =>
        kind === 'maintenance' && (id === wanted || activationId.toLowerCase() === wanted),
    )
  })
  const unknown = references.filter((_reference, at) => !found[at])
  if (unknown.length > 0) ctx.refuse(refuse('maintenance-unknown', { ids: unknown }))
  return [...new Set(found.flatMap((one) => one?.id ?? []))]
}

/** Given activation IDs: allowed characters, none twice, none taken. */
export async function refuseBadIds(
  ctx: QueryContext,
  wishes: readonly { readonly activationId?: string | undefined }[],
): Promise<void> {
  const given = wishes.flatMap(({ activationId }) => activationId ?? [])
  for (const id of given) {
    const refusal = idRefusal('activation-id', id)
    if (refusal) ctx.refuse(refusal)
  }
  const lower = given.map((id) => id.toLowerCase())
  const twice = given.filter((_id, at) => lower.indexOf(lower[at] as string) < at)
  const taken = [...twice, ...(await takenActivationIds(ctx, given))]
  if (taken.length > 0) ctx.refuse(refuse('activation-id-taken', { ids: taken }))
}

/** All references of line items, for one look-up. */
export function referencesOf(wishes: readonly LineItemWish[]): GoodsReferences {
  const unique = (references: readonly (string | null | undefined)[]) => [
    ...new Set(references.filter((one): one is string => typeof one === 'string')),
  ]
  return {
    products: unique(wishes.flatMap(({ products }) => products?.map(({ product }) => product) ?? [])),
    models: unique(wishes.map(({ licenseModel }) => licenseModel)),
    partNumbers: unique(wishes.map(({ partNumber }) => partNumber)),
    productLines: unique(wishes.map(({ productLine }) => productLine)),
  }
}

/** The catalog's part of a wish. `kept` are keys of goods that the line item has already. */
export function saleFactsOf(
  wish: LineItemWish,
  goods: Goods,
  state: RecordState,
  kept: ReadonlySet<string> = new Set(),
): SaleFacts {
  const products = (wish.products ?? []).map(({ product, quantity }) => ({
    product: goods.product(product),
    quantity: quantity ?? 1,
  }))
  const partNumber = wish.partNumber ? goods.partNumber(wish.partNumber) : null
  const partNumberProduct = partNumber?.productId ? goods.product(partNumber.productId) : null
  const linked = [
    ...products.map(({ product }) => product),
    ...(partNumberProduct ? [partNumberProduct] : []),
  ]
  const models = linked.flatMap(({ licenseModelIds }) => licenseModelIds.map((id) => goods.model(id)))
  return {
    state,
    products,
    partNumber,
    partNumberProduct,
    model: wish.licenseModel ? goods.model(wish.licenseModel) : null,
    linkedModels: new Map(models.map((model) => [model.id, model])),
    productLineId: wish.productLine ? goods.productLine(wish.productLine) : null,
    kept,
  }
}

/** The wish with its defaults; what was left out stays out. */
export function wantedOf(wish: LineItemWish, today: string) {
  const given = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined))
  return wantedLineItem(given, today)
}
