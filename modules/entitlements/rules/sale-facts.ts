import type { ModelExpiration, ModelPolicies } from '@tallystick/catalog/rules/policies.ts'
import type { ModelAttributes } from '@tallystick/catalog/rules/resolve-attributes.ts'
import type { RecordState } from '../model.ts'

/** State of what the catalog offers; the same words as here, without tests. */
export type GoodsState = 'draft' | 'deployed' | 'inactive' | 'obsolete'

/** What the rules need to know of a product, suite or maintenance plan. */
export interface ProductFacts {
  readonly id: string
  /** `name@version`, accepted wherever a product is named. */
  readonly ref: string
  readonly kind: 'product' | 'suite' | 'maintenance'
  readonly name: string
  readonly version: string
  /** `Name Version`. */
  readonly label: string
  readonly state: GoodsState
  readonly productLineId: string | null
  /** License models that it may be sold with. */
  readonly licenseModelIds: readonly string[]
}

/** What the rules need to know of a license model. */
export interface ModelFacts extends ModelAttributes {
  readonly id: string
  readonly name: string
  readonly technology: string
  readonly state: GoodsState
  readonly policies: ModelPolicies
  readonly expiration: ModelExpiration
}

/** What the rules need to know of a part number; null where it is not mapped. */
export interface PartNumberFacts {
  readonly id: string
  readonly code: string
  readonly productId: string | null
  readonly licenseModelId: string | null
}

/** Everything of the catalog that decides about a line item; references are found already. */
export interface SaleFacts {
  /** Tests may use drafts. */
  readonly state: RecordState
  readonly products: readonly { readonly product: ProductFacts; readonly quantity: number }[]
  readonly partNumber: PartNumberFacts | null
  /** The product of the part number, if it has one. */
  readonly partNumberProduct: ProductFacts | null
  /** The license model that was named; null when none was. */
  readonly model: ModelFacts | null
  /** All models that are linked to the products, by key. */
  readonly linkedModels: ReadonlyMap<string, ModelFacts>
  readonly productLineId: string | null
  /** Keys of goods that the line item has already: they may have become inactive since. */
  readonly kept: ReadonlySet<string>
}
