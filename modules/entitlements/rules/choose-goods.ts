import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { LineItemKind } from '../model.ts'
import type { GoodsState, ModelFacts, ProductFacts, SaleFacts } from './sale-facts.ts'

/** Products with their quantity per copy. */
export type ChosenProducts = readonly { readonly product: ProductFacts; readonly quantity: number }[]

/**
 * The products of a line item: those that were named, or the one that the part number stands for.
 *
 * In this order: a part number that is not mapped, one that says something else than the named products,
 * none at all, one twice, one of the wrong kind, and one whose state forbids new references.
 */
export function chooseProducts(kind: LineItemKind, facts: SaleFacts): ChosenProducts | Refusal {
  const { partNumber, partNumberProduct, products } = facts
  if (partNumber && !partNumberProduct)
    return refuse('part-number-unassigned', { partNumber: partNumber.code })
  const named = products.map(({ product }) => product)
  if (partNumber && partNumberProduct && named.length > 0 && named[0]?.id !== partNumberProduct.id) {
    return refuse('part-number-disagrees', { partNumber: partNumber.code, product: partNumberProduct.label })
  }
  const chosen =
    products.length > 0 || !partNumberProduct ? products : [{ product: partNumberProduct, quantity: 1 }]
  if (chosen.length === 0) return refuse('product-missing')
  const twice = chosen.find(
    ({ product }, at) => chosen.findIndex((one) => one.product.id === product.id) < at,
  )
  if (twice) return refuse('product-given-twice', { product: twice.product.label })
  const wrong = chosen.find(({ product }) => (product.kind === 'maintenance') !== (kind === 'maintenance'))
  if (wrong) return refuse('product-not-for-kind', { product: wrong.product.label, kind })
  return (
    closedRefusal(
      'product',
      chosen.map(({ product }) => product),
      facts,
    ) ?? chosen
  )
}

/**
 * The license model of a licensed line item: the named one, that of the part number, or the only one that
 * all products share. Null for maintenance.
 */
export function chooseModel(
  kind: LineItemKind,
  products: ChosenProducts,
  facts: SaleFacts,
): { readonly model: ModelFacts | null } | Refusal {
  const { partNumber } = facts
  if (kind === 'maintenance') {
    return facts.model ? refuse('license-model-not-asked', { model: facts.model.name }) : { model: null }
  }
  const ofPart = partNumber?.licenseModelId
    ? (facts.linkedModels.get(partNumber.licenseModelId) ?? null)
    : null
  if (ofPart && facts.model && ofPart.id !== facts.model.id) {
    return refuse('part-number-disagrees', { partNumber: partNumber?.code, product: ofPart.name })
  }
  const shared = sharedModels(products, facts)
  const model = facts.model ?? ofPart ?? (shared.length === 1 ? (shared[0] as ModelFacts) : null)
  if (!model) return refuse('license-model-missing', { models: shared.map(({ name }) => name) })
  const without = products.find(({ product }) => !product.licenseModelIds.includes(model.id))
  if (without)
    return refuse('license-model-not-linked', { model: model.name, product: without.product.label })
  return closedRefusal('license-model', [{ ...model, label: model.name }], facts) ?? { model }
}

/** Models that every product may be sold with, and that may be used now. */
function sharedModels(products: ChosenProducts, facts: SaleFacts): readonly ModelFacts[] {
  return [...facts.linkedModels.values()].filter(
    (model) =>
      products.every(({ product }) => product.licenseModelIds.includes(model.id)) && mayBeUsed(model, facts),
  )
}

function closedRefusal(
  noun: 'product' | 'license-model',
  goods: readonly { readonly id: string; readonly label: string; readonly state: GoodsState }[],
  facts: SaleFacts,
): Refusal | null {
  const closed = goods.filter((one) => !mayBeUsed(one, facts))
  if (closed.length === 0) return null
  return refuse(`${noun}-state`, { names: closed.map(({ label, state }) => `${label} (${state})`) })
}

/** New references need deployed goods, tests may take drafts; what was there before may sleep meanwhile. */
function mayBeUsed(one: { readonly id: string; readonly state: GoodsState }, facts: SaleFacts): boolean {
  if (one.state === 'deployed') return true
  if (one.state === 'draft') return facts.state === 'test'
  return one.state === 'inactive' && facts.kept.has(one.id)
}
