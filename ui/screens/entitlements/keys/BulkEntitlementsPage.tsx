import { Button } from '@mantine/core'
import { mdiPlus } from '@mdi/js'
import { listBulkEntitlements } from '@tallystick/entitlements/operations/bulk-entitlements.contract.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import type { ListPageProps } from '@tallystick/kit/list/list-view.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { Link as RouterLink } from '@tanstack/react-router'

const CELLS: NonNullable<ListPageProps<typeof listBulkEntitlements>['cells']> = {
  entitlementId: (row) => <span className="t-mono">{row.entitlementId}</span>,
  soldTo: (row) => row.soldTo || <span className="t-muted">Nobody yet</span>,
}

/** Bulk entitlements with the figures of their keys, in both portals. ENT-07. */
export function BulkEntitlementsPage() {
  const session = useSession()
  const isProducer = useApi().connection.portal === 'producer'
  return (
    <ListPage
      list={listBulkEntitlements}
      open={(row) => `/bulk-entitlements/${row.id}`}
      cells={CELLS}
      actions={
        <>
          {session.may('web-register-keys.redeem') && (
            <Button component={RouterLink} to="/redeem-key" size="sm" variant="default">
              Redeem a web register key
            </Button>
          )}
          {isProducer && session.may('entitlements.create') && (
            <Button
              component={RouterLink}
              to="/entitlements/new"
              search={{ kind: 'bulk' } as never}
              size="sm"
              leftSection={<Icon path={mdiPlus} />}
            >
              New bulk entitlement
            </Button>
          )}
        </>
      }
      teach="A bulk entitlement goes to customers who are not known yet. Each of its web register keys becomes an entitlement of whoever redeems it."
    />
  )
}
