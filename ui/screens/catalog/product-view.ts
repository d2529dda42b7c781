import type { OutputOf } from '@tallystick/api/client.ts'
import type { getProduct } from '@tallystick/catalog/contracts.ts'

/** A product, suite or maintenance plan as its query answers it. */
export type ProductView = OutputOf<typeof getProduct>
