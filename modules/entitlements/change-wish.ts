import { targetsOf } from '@tallystick/catalog/services.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { z } from 'zod'
import type { ChangeKind, RecordState } from './model.ts'
import type { RenewalFields } from './operations/line-item-changes.contract.ts'
import type { LineItemWish } from './operations/line-item-shapes.contract.ts'
import { changedDates, dayAfterEnd } from './rules/change-defaults.ts'
import { changeVerbs } from './rules/line-item-changes.ts'
import type { ModelFacts, ProductFacts } from './rules/sale-facts.ts'
import type { ReplacedLineItem } from './store/changed-line-items.ts'
import { goodsOf, type Goods } from './store/catalog-facts.ts'
import type { LineItemRecord } from './store/records.ts'

/** A change as somebody wants it; only renewals may start when the parent ends. */
export type ChangeInput = z.infer<typeof RenewalFields>

type Products = NonNullable<LineItemWish['products']>

/** Where the replacing line item goes. */
export interface ChangePlace {
  /** In the entitlement of the replaced one. */
  readonly isSame: boolean
  readonly state: RecordState
}

/** The replacing line item with all that was given, and for the rest what follows from the replaced one. */
export async function changeWish(
  ctx: QueryContext,
  kind: ChangeKind,
  parent: ReplacedLineItem,
  input: ChangeInput,
  place: ChangePlace,
): Promise<LineItemWish> {
  const {
    id: _id,
    entitlement: _into,
    allowActivationsOnParent: _allow,
    autoDeploy: _deploy,
    ...rest
  } = input
  const { startsWhenParentEnds, targets, ...given } = rest
  void [_id, _into, _allow, _deploy]
  const { record } = parent
  const follows = !given.products && !given.partNumber
  const products = follows ? await nextProducts(ctx, kind, parent, { ...place, targets }) : given.products
  const model = products ? await modelFor(ctx, products, given.licenseModel, record) : null
  const start = startsWhenParentEnds ? startAtEnd(ctx, record, given.startsOn) : {}
  const asksTerm = model === null || model.expiration.setting === 'at-entitlement'
  return {
    ...given,
    ...(products && { products }),
    ...(model && { licenseModel: model.id }),
    ...changedDates(kind, record, { ...given, ...start }, asksTerm),
    timeZone: given.timeZone !== undefined ? given.timeZone : record.timeZone,
    copies: given.copies ?? record.copiesTotal,
    maintenance:
      given.maintenance ?? (place.isSame ? record.maintenance.map(({ activationId }) => activationId) : []),
    ...(model?.id === record.licenseModelId && keptOfModel(given, model, record)),
  }
}

/** Values that the license model leaves to its line items go along, as long as it is the same model. */
function keptOfModel(given: LineItemWish, model: ModelFacts, record: LineItemRecord): Partial<LineItemWish> {
  const asksExtra = model.policies.extraActivations.when === 'at-entitlement'
  return {
    attributes: given.attributes ?? { ...record.attributes },
    policies: given.policies ?? { ...record.policies },
    ...(asksExtra && { extraActivations: given.extraActivations ?? record.extraActivationsMax }),
  }
}

function startAtEnd(ctx: QueryContext, record: LineItemRecord, given: string | null | undefined) {
  const data = { activationId: record.activationId }
  if (given) ctx.refuse(refuse('renewal-start-given-twice', data))
  const startsOn = dayAfterEnd(record.endsOn)
  if (startsOn === null) return ctx.refuse(refuse('renewal-start-unknown', data))
  return { startsOn, startOption: 'specify-now' } as const
}

/** A renewal keeps its products. An upgrade or upsell follows the one relation of each, where it has one. */
async function nextProducts(
  ctx: QueryContext,
  kind: ChangeKind,
  { record, products }: ReplacedLineItem,
  place: ChangePlace & { readonly targets: readonly string[] | undefined },
): Promise<Products> {
  const kept = record.products.map(({ productId, quantity }) => ({ product: productId, quantity }))
  if (kind === 'renewal') return kept
  const ids = record.products.map(({ productId }) => productId)
  const usable = (state: string) => state === 'deployed' || (place.state === 'test' && state === 'draft')
  const wanted = place.targets && (await targetIds(ctx, place.targets))
  const targets = (await targetsOf(ctx, kind, ids)).filter(
    ({ state, toId }) => usable(state) && (!wanted || wanted.has(toId)),
  )
  const verb = changeVerbs[kind]
  const from = products.map(({ label }) => label)
  if (targets.length === 0) return ctx.refuse(refuse('change-target-missing', { verb, from }))
  return kept.map(({ product, quantity }) => {
    const [next, ...others] = targets.filter(({ fromId }) => fromId === product)
    if (next && others.length > 0) {
      const label = products.find(({ id }) => id === product)?.label ?? ''
      const labels = [next, ...others].map((one) => one.label)
      ctx.refuse(refuse('change-target-ambiguous', { verb, from: label, targets: labels }))
    }
    return { product: next?.toId ?? product, quantity }
  })
}

async function targetIds(ctx: QueryContext, targets: readonly string[]): Promise<ReadonlySet<string>> {
  const goods = await goodsOf(ctx, { products: targets, models: [], partNumbers: [], productLines: [] })
  return new Set(targets.map((one) => goods.product(one).id))
}

/** The named license model, that of the replaced line item where it goes on, or the only one there is. */
async function modelFor(
  ctx: QueryContext,
  products: Products,
  named: string | null | undefined,
  record: LineItemRecord,
): Promise<ModelFacts | null> {
  const present = record.licenseModelId ? [record.licenseModelId] : []
  const goods = await goodsOf(ctx, {
    products: products.map(({ product }) => product),
    models: named ? [named] : present,
    partNumbers: [],
    productLines: [],
  })
  if (named) return goods.model(named)
  const shared = sharedModels(
    products.map(({ product }) => goods.product(product)),
    goods,
  )
  const same = shared.find(({ id }) => id === record.licenseModelId)
  return same ?? (shared.length === 1 ? (shared[0] as ModelFacts) : null)
}

function sharedModels(products: readonly ProductFacts[], goods: Goods): readonly ModelFacts[] {
  const [first, ...others] = products
  const ids = (first?.licenseModelIds ?? []).filter((id) =>
    others.every(({ licenseModelIds }) => licenseModelIds.includes(id)),
  )
  return ids.map((id) => goods.model(id)).filter(({ state }) => state === 'deployed')
}
