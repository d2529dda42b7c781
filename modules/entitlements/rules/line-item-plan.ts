import type { ModelExpiration } from '@tallystick/catalog/rules/policies.ts'
import { checkEntitlementAttributes } from '@tallystick/catalog/rules/resolve-attributes.ts'
import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { Duration, LineItemKind, StartOption, Term, VersionDateOption } from '../model.ts'
import { chooseModel, chooseProducts, type ChosenProducts } from './choose-goods.ts'
import { extraActivationsOf, overdraftMaxFor, policiesRefusal } from './line-item-policies.ts'
import type { ModelFacts, SaleFacts } from './sale-facts.ts'
import { datesRefusal } from './terms.ts'

/** A line item as it is wanted, with every field; products, model and part number are in `SaleFacts`. */
export interface WantedLineItem {
  readonly kind: LineItemKind
  readonly description: string
  readonly orderId: string
  readonly orderLineNumber: string
  readonly copies: number
  readonly startOption: StartOption
  readonly startsOn: string | null
  /** Null where the license model settles it. */
  readonly term: Term | null
  readonly versionDateOption: VersionDateOption | null
  readonly versionDate: string | null
  readonly versionDuration: Duration | null
  readonly timeZone: string | null
  /** Null where nothing was said. */
  readonly extraActivations: number | null
  readonly attributes: Readonly<Record<string, unknown>>
  readonly policies: Readonly<Record<string, unknown>>
  readonly customAttributes: Readonly<Record<string, unknown>>
}

/** A line item as it will be stored. */
export interface PlannedLineItem extends Omit<WantedLineItem, 'term' | 'copies' | 'extraActivations'> {
  readonly term: Term
  readonly products: readonly { readonly productId: string; readonly quantity: number }[]
  readonly licenseModelId: string | null
  readonly partNumberId: string | null
  readonly productLineId: string | null
  readonly copiesTotal: number
  readonly extraActivationsMax: number
  readonly overdraftMax: number
  readonly technology: string
  readonly labels: LineItemLabels
}

/** Names that lists repeat. */
export interface LineItemLabels {
  /** `Name Version` of every product, with commas. */
  readonly products: string
  readonly versions: string
  readonly partNumber: string
  readonly licenseModel: string
}

/** Fields that a wish may leave out, with what they then are. */
export function wantedLineItem(wish: Readonly<Partial<WantedLineItem>>, today: string): WantedLineItem {
  const startOption = wish.startOption ?? 'specify-now'
  return {
    kind: wish.kind ?? 'licensed',
    description: wish.description ?? '',
    orderId: wish.orderId ?? '',
    orderLineNumber: wish.orderLineNumber ?? '',
    copies: wish.copies ?? 1,
    startOption,
    startsOn: wish.startsOn ?? (startOption === 'specify-now' ? today : null),
    term: wish.term ?? null,
    versionDateOption: wish.versionDateOption ?? null,
    versionDate: wish.versionDate ?? null,
    versionDuration: wish.versionDuration ?? null,
    timeZone: wish.timeZone ?? null,
    extraActivations: wish.extraActivations ?? null,
    attributes: wish.attributes ?? {},
    policies: wish.policies ?? {},
    customAttributes: wish.customAttributes ?? {},
  }
}

/**
 * Decides what a line item becomes, or the first reason why it cannot be: products, license model, term,
 * dates, attributes, policies, counts. Source: line item fields of the published help; PRD-02.
 */
export function planLineItem(wanted: WantedLineItem, facts: SaleFacts): PlannedLineItem | Refusal {
  const products = chooseProducts(wanted.kind, facts)
  if (isRefusal(products)) return products
  const chosen = chooseModel(wanted.kind, products, facts)
  if (isRefusal(chosen)) return chosen
  const term = termOf(wanted, chosen.model)
  if (isRefusal(term)) return term
  const refusal =
    datesRefusal({ ...wanted, term }) ??
    attributesRefusal(wanted, chosen.model) ??
    policiesRefusal(chosen.model, wanted.policies)
  if (refusal) return refusal
  const extraActivationsMax = extraActivationsOf(chosen.model, wanted.extraActivations)
  if (isRefusal(extraActivationsMax)) return extraActivationsMax
  const { copies, extraActivations: _given, ...fields } = wanted
  void _given
  return {
    ...fields,
    term,
    products: products.map(({ product, quantity }) => ({ productId: product.id, quantity })),
    licenseModelId: chosen.model?.id ?? null,
    partNumberId: facts.partNumber?.id ?? null,
    productLineId: facts.productLineId ?? lineOf(products),
    copiesTotal: copies,
    extraActivationsMax,
    overdraftMax: overdraftMaxFor(chosen.model, wanted.attributes, copies),
    technology: chosen.model?.technology ?? '',
    labels: labelsOf(products, facts, chosen.model),
  }
}

/** Names of a line item's goods, as lists show them. */
export function labelsOf(
  products: ChosenProducts,
  facts: Pick<SaleFacts, 'partNumber'>,
  model: Pick<ModelFacts, 'name'> | null,
): LineItemLabels {
  return {
    products: products.map(({ product }) => product.label).join(', '),
    versions: [...new Set(products.map(({ product }) => product.version))].join(', '),
    partNumber: facts.partNumber?.code ?? '',
    licenseModel: model?.name ?? '',
  }
}

/** The model settles the term, or leaves it to the line item; both saying the same is no contradiction. */
function termOf(wanted: WantedLineItem, model: ModelFacts | null): Term | Refusal {
  const ofModel = model ? termOfModel(model.expiration) : null
  if (!ofModel) return wanted.term ?? refuse('term-missing')
  if (wanted.term === null || isSameTerm(wanted.term, ofModel)) return ofModel
  return refuse('term-set-by-license-model', { model: model?.name, setting: model?.expiration.setting })
}

function termOfModel(expiration: ModelExpiration): Term | null {
  switch (expiration.setting) {
    case 'at-entitlement':
      return null
    case 'permanent':
      return { kind: 'permanent' }
    case 'date':
      return { kind: 'date', expiresOn: expiration.date }
    case 'duration':
      return { kind: 'duration', amount: expiration.amount, unit: expiration.unit }
  }
}

function isSameTerm(one: Term, other: Term): boolean {
  if (one.kind === 'date') return other.kind === 'date' && one.expiresOn === other.expiresOn
  if (one.kind === 'permanent') return other.kind === 'permanent'
  return other.kind === 'duration' && one.amount === other.amount && one.unit === other.unit
}

function attributesRefusal(wanted: WantedLineItem, model: ModelFacts | null): Refusal | null {
  if (model) return checkEntitlementAttributes(model, wanted.attributes)
  const [attribute] = Object.keys(wanted.attributes)
  if (attribute === undefined) return null
  return refuse('attribute-not-asked', {
    attribute,
    label: attribute,
    when: 'not-used',
    moment: 'at-entitlement',
  })
}

/** The product line that all products have in common; null when they differ. */
function lineOf(products: ChosenProducts): string | null {
  const lines = new Set(products.map(({ product }) => product.productLineId))
  return lines.size === 1 ? ([...lines][0] ?? null) : null
}
