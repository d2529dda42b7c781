import { listBulkEntitlements } from '@tallystick/entitlements/operations/bulk-entitlements.contract.ts'
import type { ListPageProps } from '@tallystick/kit/list/list-view.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { CreateButton } from '@tallystick/kit/shell/CreateButton.tsx'

const CELLS: NonNullable<ListPageProps<typeof listBulkEntitlements>['cells']> = {
  entitlementId: (row) => <span className="t-mono">{row.entitlementId}</span>,
  soldTo: (row) => row.soldTo || <span className="t-muted">Nobody yet</span>,
}

/** Bulk entitlements with the figures of their keys, in both portals. ENT-07. */
export function BulkEntitlementsPage() {
  const session = useSession()
  return (
    <ListPage
      list={listBulkEntitlements}
      open={(row) => `/bulk-entitlements/${row.id}`}
      cells={CELLS}
      actions={
        session.may('web-register-keys.redeem') && (
          <CreateButton to="/redeem-key">Redeem a web register key</CreateButton>
        )
      }
      teach="A bulk entitlement goes to customers who are not known yet. Each of its web register keys becomes an entitlement of whoever redeems it."
    />
  )
}
