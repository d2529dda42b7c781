import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'

/** What belongs to a product line. */
export interface ProductLineUses {
  readonly products: number
  /** Users who are restricted to some product lines, this one among them. */
  readonly users: number
  readonly lineItems: number
}

/** A product line may be deleted only while nothing belongs to it. */
export function lineDeletionRefusal(name: string, uses: ProductLineUses): Refusal | null {
  const isUsed = uses.products + uses.users + uses.lineItems > 0
  return isUsed ? refuse('product-line-used', { name, ...uses }) : null
}
