import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { CatalogState, GoodsKind, ProductKind } from '../model.ts'
import type { NamedFields, ReferenceField } from '../reference-fields.ts'

/** A stored record: its fields in the shape of the create input, references as unique public names. */
export interface Stored<F> {
  readonly id: string
  readonly label: string
  readonly ref: string
  readonly state: CatalogState
  readonly rowVersion: number
  readonly createdAt: string
  readonly updatedAt: string
  /** Null for what is no product. */
  readonly productKind: ProductKind | null
  readonly fields: F
}

/** How one kind of goods is checked, read and written; the commands are the same for all kinds. */
export interface GoodsStore<F extends object> {
  readonly kind: GoodsKind
  /** Set for the three kinds of products: a record of another one is not found. */
  readonly productKind: ProductKind | null
  readonly references: readonly ReferenceField[]
  /** Brings fields to the form in which they are kept, before they are checked. */
  readonly tidy: (fields: F) => F
  /** All rules on the fields as they shall become; `found` are the records behind fields given now. */
  readonly check: (fields: F, found: NamedFields<F>['found']) => Refusal | null
  readonly read: (ctx: QueryContext, id: string) => Promise<Stored<F>>
  readonly insert: (ctx: QueryContext, id: string, named: NamedFields<F>) => Promise<void>
  /** Writes the fields; lists only where they changed. Raises the row version. */
  readonly update: (
    ctx: QueryContext,
    id: string,
    named: NamedFields<F>,
    changed: readonly string[],
  ) => Promise<number>
}

/** Fields to change; absent and undefined mean unchanged. */
export type Changes<F> = { readonly [K in keyof F]?: F[K] | undefined }
