import { Button } from '@mantine/core'
import { listLicenses } from '@tallystick/fulfillments/operations/list-licenses.contract.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import type { ListPageProps } from '@tallystick/kit/list/list-view.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { useNavigate } from '@tanstack/react-router'
import { columnsFirst } from './column-order.ts'
import { licensePath, lineItemsPath } from './paths.ts'

/** How licenses look in a list. */
export const LICENSE_CELLS: NonNullable<ListPageProps<typeof listLicenses>['cells']> = {
  fulfillmentCode: (row) => <span className="t-mono">{row.fulfillmentCode}</span>,
  activationId: (row) => <span className="t-mono">{row.activationId}</span>,
  server: (row) => (row.server ? <span className="t-mono">{row.server}</span> : null),
  node: (row) => (row.node ? <span className="t-mono">{row.node}</span> : null),
  expiresOn: (row) => (row.expiresOn === null ? 'Permanent' : null),
}

/** Customers look for the product and the machine first. */
const customersLicenses = columnsFirst(listLicenses, [
  'products',
  'server',
  'node',
  'copies',
  'expiresOn',
  'state',
])

/** Every license that was made, and where it is. LIFE-01. */
export function LicensesPage() {
  const { portal } = useApi().connection
  const isCustomer = portal === 'end-user'
  const navigate = useNavigate()
  return (
    <ListPage
      list={isCustomer ? customersLicenses : listLicenses}
      open={(row) => licensePath(row.id)}
      linkColumn={isCustomer ? 'products' : 'fulfillmentCode'}
      cells={LICENSE_CELLS}
      selectionActions={({ ids, isAll }) =>
        ids.length === 1 && !isAll ? (
          <Button onClick={() => void navigate({ to: licensePath(ids[0] ?? '') })}>Open</Button>
        ) : null
      }
      teach={
        <>
          A license appears here as soon as you activate something under{' '}
          <Link to={lineItemsPath(portal)}>Entitlements</Link>.
        </>
      }
    />
  )
}
