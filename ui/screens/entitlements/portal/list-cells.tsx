import type { listLineItems } from '@tallystick/entitlements/operations/list-line-items.contract.ts'
import { Day } from '@tallystick/kit/format/When.tsx'
import type { ListPageProps } from '@tallystick/kit/list/list-view.ts'

/** What the portals ask of the list: of each chain the newest; the earlier ones unfold beneath it. ENT-02. */
export const NEWEST_ONLY = { superseded: 'hide' } as const

/** How line items look in a list: IDs in mono, dates as dates. */
export const LINE_ITEM_CELLS: NonNullable<ListPageProps<typeof listLineItems>['cells']> = {
  activationId: (row) => <span className="t-mono">{row.activationId}</span>,
  entitlementId: (row) => <span className="t-mono">{row.entitlementId}</span>,
  expiration: (row) => (/^\d{4}-\d{2}-\d{2}$/.test(row.expiration) ? <Day date={row.expiration} /> : null),
}
