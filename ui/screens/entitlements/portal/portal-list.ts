import { listLineItems } from '@tallystick/entitlements/operations/list-line-items.contract.ts'

type Columns = typeof listLineItems.columns

/** What a customer looks for first; the others follow in the list's own order. */
const FIRST: readonly (keyof Columns)[] = [
  'product',
  'available',
  'total',
  'expiration',
  'fulfilledAmount',
  'activationId',
  'entitlementId',
]

/** The list of line items in the order in which customers read it. Columns, searches and answers are the same. */
export const portalLineItems: typeof listLineItems = {
  ...listLineItems,
  columns: inOrder(listLineItems.columns),
}

function inOrder(columns: Columns): Columns {
  const first = FIRST.map((key) => [key, columns[key]])
  const rest = Object.entries(columns).filter(([key]) => !FIRST.includes(key as keyof Columns))
  return Object.fromEntries([...first, ...rest]) as Columns
}
