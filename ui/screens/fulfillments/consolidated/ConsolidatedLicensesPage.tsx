import { listConsolidatedLicenses } from '@tallystick/fulfillments/operations/list-consolidated-licenses.contract.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { consolidatedPath } from '../paths.ts'

/** Files that join several licenses of one host. LIFE-07. */
export function ConsolidatedLicensesPage() {
  return (
    <ListPage
      list={listConsolidatedLicenses}
      open={(row) => consolidatedPath(row.id)}
      linkColumn="consolidatedCode"
      cells={{
        type: (row) => (row.type === 'C' ? 'Certificate' : row.type),
        consolidatedCode: (row) => <span className="t-mono">{row.consolidatedCode}</span>,
        criteria: (row) => <span className="t-mono">{row.criteria}</span>,
      }}
      teach={
        <>
          Choose several licenses under <Link to="/licenses">Licenses</Link> and press Consolidate: those of
          one license server, or of one machine, become one file.
        </>
      }
    />
  )
}
