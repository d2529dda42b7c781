import { Button } from '@mantine/core'
import { listLicenses } from '@tallystick/fulfillments/operations/list-licenses.contract.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import type { ListPageProps } from '@tallystick/kit/list/list-view.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { allOf, type QueryValues } from '@tallystick/kit/portal/address.ts'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ConsolidateButton } from './consolidated/ConsolidateButton.tsx'
import { columnsFirst } from './column-order.ts'
import { licensePath, lineItemsPath } from './paths.ts'
import { LicenseActs } from './support/LicenseActs.tsx'

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
  const query = useSearch({ strict: false }) as QueryValues
  // Who filters by state, or by what became of licenses, asks for ended ones or not.
  const isFiltered = allOf(query['where']).some((one) => /^(state|supportAction)\./.test(one))
  const showsEnded = query['ended'] === 'shown'
  const hidesEnded = !isFiltered && !showsEnded
  return (
    <ListPage
      list={isCustomer ? customersLicenses : listLicenses}
      {...(hidesEnded && { params: { ended: 'hidden' } })}
      actions={
        isFiltered ? null : (
          <Button
            variant="default"
            aria-pressed={showsEnded}
            onClick={() =>
              void navigate({
                to: '.',
                search: { ...query, ended: showsEnded ? undefined : 'shown', after: undefined } as never,
              })
            }
          >
            {showsEnded ? 'Hide ended licenses' : 'Show ended licenses'}
          </Button>
        )
      }
      open={(row) => licensePath(row.id)}
      linkColumn={isCustomer ? 'products' : 'fulfillmentCode'}
      cells={LICENSE_CELLS}
      selectionActions={({ ids, isAll }) =>
        isAll ? null : ids.length === 1 ? (
          <LicenseActs key={ids[0]} id={ids[0] ?? ''} />
        ) : (
          <ConsolidateButton ids={ids} />
        )
      }
      nothing={hidesEnded ? 'No licenses in use' : undefined}
      teach={
        <>
          {hidesEnded && 'Ended licenses are left out; the button shows them. '}A license appears here as soon
          as you activate something under <Link to={lineItemsPath(portal)}>Entitlements</Link>.
        </>
      }
    />
  )
}
