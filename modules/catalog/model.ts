/** State of a feature, bundle, license model or product of any kind. Source: back office 1.12. */
export type CatalogState = 'draft' | 'deployed' | 'inactive' | 'obsolete'

/** What has a state in the catalog. A suite and a maintenance plan are products here. */
export type GoodsKind = 'feature' | 'feature-bundle' | 'license-model' | 'product'

/** Everything in the catalog that has a name others refer to. */
export type CatalogKind = GoodsKind | 'product-line' | 'part-number'

/** What a product is: sold by itself, a set of products, or a maintenance plan. */
export type ProductKind = 'product' | 'suite' | 'maintenance'

/** How one product leads to another: by upgrade or upsell, as its maintenance, as what it is a demo of. */
export type RelationKind = 'upgrade' | 'upsell' | 'maintenance' | 'demo'

/** A record that was named by somebody: its key, its unique public name, and the label that people read. */
export interface Named {
  readonly id: string
  /** `name@version` for features and products, else the name or code: unique, good as a reference. */
  readonly ref: string
  /** `Name Version`. */
  readonly label: string
  readonly state: CatalogState
}

/** A record that refers to another. `blocks`: while it does, the other cannot become a draft again. */
export interface Use {
  readonly kind: GoodsKind | 'part-number' | 'line-item'
  readonly id: string
  readonly label: string
  readonly state: string
  readonly blocks: boolean
}
