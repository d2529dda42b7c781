import type { OutputOf } from '@tallystick/api/client.ts'
import type { MoveOutcome } from '@tallystick/entitlements/contracts.ts'
import type { getLineItem } from '@tallystick/entitlements/operations/get-line-item.contract.ts'
import type { z } from 'zod'

/** A line item as the wizards that split and transfer know it. */
export type MovedItem = OutputOf<typeof getLineItem>

/** What a split or a transfer answers. */
export type Moved = z.output<typeof MoveOutcome>

/** Where the pages of line items are: the portals have them in different places. */
export type LineItemsAt = '/line-items' | '/entitlements'

/** Steps of both wizards. */
export type MoveStep = 'account' | 'amount' | 'review'

/** The name of a line item: its products. */
export function nameOf(item: MovedItem): string {
  return item.products.map(({ name, version }) => `${name} ${version}`.trim()).join(', ')
}
