import { listLineItems } from '@tallystick/entitlements/operations/list-line-items.contract.ts'
import { columnsFirst } from '@tallystick/screens/fulfillments/column-order.ts'

/** The list of line items in the order in which customers read it. */
export const portalLineItems = columnsFirst(listLineItems, [
  'product',
  'available',
  'total',
  'expiration',
  'fulfilledAmount',
  'activationId',
  'entitlementId',
])
