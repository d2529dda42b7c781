import './entitlements.css'
import { getEntitlement } from '@tallystick/entitlements/contracts.ts'
import { listLicenses } from '@tallystick/fulfillments/operations/list-licenses.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { DetailsPage, Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import type { Fact } from '@tallystick/kit/details/Facts.tsx'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { Dash, When } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { customFacts } from '@tallystick/screens/custom-attributes/custom-facts.tsx'
import { useCustomFields } from '@tallystick/screens/custom-attributes/use-custom-fields.ts'
import { LICENSE_CELLS } from '@tallystick/screens/fulfillments/LicensesPage.tsx'
import { licensePath } from '@tallystick/screens/fulfillments/paths.ts'
import { useNavigate, useParams } from '@tanstack/react-router'
import { LineItemTable } from './LineItemTable.tsx'
import { certificateCommand, viewStates } from './view-commands.ts'
import { entitlementCommands } from './sold-commands.ts'
import { TIERS, type Entitlement } from './sold-words.ts'

/** From the user towards the producer. */
const SHOWN = ['end-customer', 'reseller', 'distributor'] as const

const PARENTS = [{ label: 'Entitlements', to: '/entitlements' }]

/** One entitlement: to whom it was sold, its line items, the licenses made of them. */
export function EntitlementPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getEntitlement, { id })
  const custom = useCustomFields('entitlement')
  const navigate = useNavigate()
  return (
    <Loaded query={query} parents={PARENTS}>
      {(entitlement) => (
        <DetailsPage
          title={entitlement.entitlementId}
          parents={PARENTS}
          state={entitlement.state}
          below={entitlement.soldTo ? `Sold to ${entitlement.soldTo}` : 'Nobody is named as customer yet'}
          commands={[
            ...entitlementCommands(entitlement, (to) => void navigate({ to })),
            certificateCommand(entitlement.id),
          ]}
          view={{ ...entitlement.commands, ...viewStates(() => false) }}
          facts={[...factsOf(entitlement), ...customFacts(custom, entitlement.customAttributes)]}
          tabs={[
            {
              key: 'line-items',
              label: 'Line items',
              count: entitlement.lineItemCount,
              content: <LineItemTable entitlement={entitlement} />,
            },
            { key: 'licenses', label: 'Licenses', content: <Licenses entitlement={entitlement.id} /> },
          ]}
          history={{ kind: 'entitlement', id: entitlement.id }}
        >
          <section className="t-section">
            <h2>Accounts</h2>
            <Parties entitlement={entitlement} />
          </section>
        </DetailsPage>
      )}
    </Loaded>
  )
}

function factsOf(one: Entitlement): readonly (Fact | null)[] {
  const { copiesTotal, copiesTaken, copiesAvailable } = one.figures
  return [
    { label: 'Entitlement ID', value: <Id text={one.entitlementId} label="entitlement ID" /> },
    {
      label: 'Kind',
      value:
        one.kind === 'bulk' ? (
          <>
            Bulk: licensees are not known yet.{' '}
            <Link to={`/bulk-entitlements/${one.id}`}>Web register keys</Link>
          </>
        ) : (
          'Regular'
        ),
    },
    {
      label: 'Copies',
      value: `${numberText(copiesTotal)} sold, ${numberText(copiesTaken)} in use, ${numberText(copiesAvailable)} available`,
    },
    { label: 'Ship-to email', value: one.shipToEmail },
    one.shipToAddress ? { label: 'Ship-to address', value: one.shipToAddress } : null,
    { label: 'Portal sign-in with the ID', value: one.allowsPortalSignIn ? 'Allowed' : 'Not allowed' },
    one.parentBulk ? { label: 'Parent bulk', value: one.parentBulk } : null,
    {
      label: 'Created',
      value: (
        <>
          <When instant={one.createdAt} /> by {one.createdBy}
        </>
      ),
    },
    { label: 'Last modified', value: <When instant={one.updatedAt} /> },
    one.description ? { label: 'Description', value: one.description, isWide: true } : null,
  ]
}

function Parties({ entitlement }: { readonly entitlement: Entitlement }) {
  const mayView = useSession().may('accounts.view')
  return (
    <SimpleTable
      label="Accounts"
      rows={SHOWN.flatMap((tier) => entitlement.parties.filter((party) => party.tier === tier))}
      keyOf={(row) => row.tier}
      empty="No account is named. Edit the entitlement to say who gets it."
      columns={[
        { label: 'Tier', cell: (row) => TIERS[row.tier] },
        {
          label: 'Account',
          cell: (row) =>
            mayView ? (
              <Link to={`/accounts/${row.account.id}`} className="t-row-link">
                {row.account.name}
              </Link>
            ) : (
              row.account.name
            ),
        },
        { label: 'Account ID', cell: (row) => <span className="t-mono">{row.account.accountId}</span> },
        {
          label: 'Contact',
          cell: (row) => (row.contact ? `${row.contact.name}, ${row.contact.email}` : <Dash />),
        },
        { label: 'Current owner', cell: (row) => (row.isOwner ? 'Current owner' : <Dash />) },
      ]}
    />
  )
}

function Licenses({ entitlement }: { readonly entitlement: string }) {
  return (
    <ListPage
      list={listLicenses}
      params={{ entitlement }}
      isPart
      open={(row) => licensePath(row.id)}
      linkColumn="fulfillmentCode"
      cells={LICENSE_CELLS}
      teach="Licenses appear here when line items of this entitlement are activated."
    />
  )
}
