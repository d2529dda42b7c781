import { CommandBar } from '@tallystick/kit/details/CommandBar.tsx'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { StateBadge } from '@tallystick/kit/format/StateBadge.tsx'
import { Dash, Day } from '@tallystick/kit/format/When.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { orderedItemPath } from './paths.ts'
import { lineItemCommands, withActivate } from './sold-commands.ts'
import type { Entitlement, LineItemRow } from './sold-words.ts'

/** The line items of an entitlement with their states, figures and commands. */
export function LineItemTable({ entitlement }: { readonly entitlement: Entitlement }) {
  const mayActivate = useSession().may('licenses.generate')
  return (
    <SimpleTable
      label="Line items"
      rows={entitlement.lineItems}
      keyOf={(row) => row.id}
      empty="No line items yet. Add the first one, then deploy the entitlement."
      columns={[
        { label: 'Product', cell: (row) => <Product row={row} /> },
        { label: 'Activation ID', cell: (row) => <span className="t-mono e-key">{row.activationId}</span> },
        { label: 'State', cell: (row) => <StateBadge state={row.state} /> },
        { label: 'License model', cell: (row) => row.licenseModel || <Dash /> },
        { label: 'Expiration', cell: (row) => <Expiration row={row} /> },
        { label: 'Copies', isFigure: true, cell: (row) => numberText(row.copiesTotal) },
        { label: 'Available', isFigure: true, cell: (row) => ofLicensed(row, row.copiesAvailable) },
        {
          label: 'Commands',
          cell: (row) => (
            <span className="e-commands">
              <CommandBar
                commands={lineItemCommands(row, row.products)}
                view={withActivate(row, row.copiesAvailable, mayActivate)}
                buttons={0}
              />
            </span>
          ),
        },
      ]}
    />
  )
}

function ofLicensed(row: LineItemRow, count: number) {
  return row.kind === 'licensed' ? numberText(count) : <Dash />
}

function Product({ row }: { readonly row: LineItemRow }) {
  return (
    <>
      <Link to={orderedItemPath(row.id)} className="t-row-link">
        {row.products}
      </Link>
      {row.kind === 'maintenance' && <div className="t-muted e-small">Maintenance</div>}
      {row.maintenance.length > 0 && <div className="t-muted e-small">with {row.maintenance.join(', ')}</div>}
      {row.partNumber && <div className="t-muted e-small t-mono">{row.partNumber}</div>}
    </>
  )
}

function Expiration({ row }: { readonly row: LineItemRow }) {
  if (row.expiresOn === null) return <>{row.expiration}</>
  return (
    <>
      <Day date={row.expiresOn} /> {row.isExpired && <StateBadge state="expired" />}
    </>
  )
}
