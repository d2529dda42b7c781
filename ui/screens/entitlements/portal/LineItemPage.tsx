import type { OutputOf } from '@tallystick/api/client.ts'
import { getLineItemHistory } from '@tallystick/entitlements/operations/get-line-item-history.contract.ts'
import { getLineItem } from '@tallystick/entitlements/operations/get-line-item.contract.ts'
import { activateLineItems } from '@tallystick/fulfillments/operations/activate-line-items.contract.ts'
import { listLicenses } from '@tallystick/fulfillments/operations/list-licenses.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { recordCommand } from '@tallystick/kit/details/commands.tsx'
import { DetailsPage, Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import type { Fact } from '@tallystick/kit/details/Facts.tsx'
import { RecordHistory } from '@tallystick/kit/details/RecordHistory.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { StateBadge } from '@tallystick/kit/format/StateBadge.tsx'
import { Day } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { useCustomFacts } from '@tallystick/screens/custom-attributes/custom-facts.tsx'
import { Figures } from '@tallystick/screens/fulfillments/Figures.tsx'
import { activationPath, licensePath } from '@tallystick/screens/fulfillments/paths.ts'
import { copiesToActivate, withActivate } from '../sold-commands.ts'
import { viewCommands, viewStates } from '../view-commands.ts'
import { moveCommands } from '../moves/move-commands.ts'
import { MovesTable } from '../moves/MovesTable.tsx'
import { useParams } from '@tanstack/react-router'
import { EarlierLineItems } from '../changes/EarlierLineItems.tsx'

type LineItem = OutputOf<typeof getLineItem>

const PARENTS = [{ label: 'Entitlements', to: '/entitlements' }]

/** One line item as its owner sees it: what it gives, what is left, and the licenses made of it. */
export function LineItemPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getLineItem, { id })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(lineItem) => <ShownLineItem lineItem={lineItem} />}
    </Loaded>
  )
}

/** Figures that a customer counts by; the others are in the answer to *Why?*. */
const SHOWN_FIGURES = [
  'total',
  'fulfilled',
  'available',
  'unfulfilled',
  'extraActivationsAvailable',
  'overdraftLeft',
  'remaining',
]

function ShownLineItem({ lineItem }: { readonly lineItem: LineItem }) {
  const session = useSession()
  const custom = useCustomFacts(
    lineItem.kind === 'maintenance' ? 'maintenance-line-item' : 'line-item',
    lineItem.customAttributes,
  )
  const isLicensed = lineItem.kind === 'licensed'
  const isReplacing = lineItem.changeKind !== null
  const figures = lineItem.figures.filter(
    ({ key, value }) =>
      SHOWN_FIGURES.includes(key) &&
      (value > 0 || !/extra|overdraft/.test(key)) &&
      (value > 0 || !isReplacing || key !== 'remaining'),
  )
  return (
    <DetailsPage
      title={lineItem.products.map(({ name, version }) => `${name} ${version}`).join(', ')}
      parents={PARENTS}
      state={lineItem.state}
      beside={lineItem.isExpired && <StateBadge state="expired" />}
      below={<Id text={lineItem.activationId} label="activation ID" />}
      commands={[
        recordCommand(activateLineItems, 'Activate', { to: activationPath([lineItem.id]) }),
        ...moveCommands('/entitlements', lineItem.id),
        ...viewCommands('end-user', lineItem),
      ]}
      view={{
        ...withActivate(lineItem, copiesToActivate(lineItem.figures), session.may('licenses.generate')),
        ...viewStates(session.may),
      }}
      facts={[...factsOf(lineItem), ...custom]}
      tabs={[
        { key: 'products', label: 'Products and features', content: <Products lineItem={lineItem} /> },
        isLicensed && {
          key: 'licenses',
          label: 'Licenses',
          content: (
            <ListPage
              list={listLicenses}
              params={{ lineItem: lineItem.id }}
              isPart
              open={(row) => licensePath(row.id)}
              linkColumn="fulfillmentCode"
              teach="Activate this line item to get its first license."
            />
          ),
        },
        (lineItem.hasSuccessor || lineItem.parentLineItemId !== null) && {
          key: 'upgrades',
          label: 'Upgrades and renewals',
          content: <EarlierLineItems id={lineItem.id} pathOf={(id) => `/entitlements/${id}`} isWhole />,
        },
      ].filter((tab) => tab !== false)}
      history={{ kind: 'line-item', id: lineItem.id }}
      ownHistory={<RecordHistory contract={getLineItemHistory} input={{ id: lineItem.id }} />}
    >
      {isLicensed && (
        <section className="t-section">
          <h2>Copies</h2>
          <Figures figures={figures} label="Copies" />
        </section>
      )}
      <MovesTable moves={lineItem.moves} at="/entitlements" />
    </DetailsPage>
  )
}

function factsOf(lineItem: LineItem): readonly (Fact | null)[] {
  return [
    { label: 'Expiration', value: expirationOf(lineItem) },
    {
      label: 'Start date',
      value: lineItem.startsOn ? <Day date={lineItem.startsOn} /> : 'Set at activation',
    },
    lineItem.versionDate ? { label: 'Version date', value: <Day date={lineItem.versionDate} /> } : null,
    { label: 'License model', value: lineItem.licenseModel },
    { label: 'Sold to', value: lineItem.soldTo },
    {
      label: 'Entitlement ID',
      value: <Id text={lineItem.entitlement.entitlementId} label="entitlement ID" />,
    },
    lineItem.partNumber ? { label: 'Part number', value: lineItem.partNumber } : null,
    {
      label: 'Order',
      value: [lineItem.orderId, lineItem.orderLineNumber && `line ${lineItem.orderLineNumber}`]
        .filter(Boolean)
        .join(', '),
    },
    lineItem.maintenance.length > 0
      ? { label: 'Maintenance', value: lineItem.maintenance.map(({ label }) => label).join(', ') }
      : null,
    lineItem.description ? { label: 'Description', value: lineItem.description, isWide: true } : null,
  ]
}

function expirationOf({ expiresOn, expiration, term }: LineItem) {
  if (expiresOn) return <Day date={expiresOn} />
  if (term.kind === 'duration') return `${countText(term.amount, term.unit.replace(/s$/, ''))} from the start`
  return expiration
}

/** Products with their features: what one copy gives. */
function Products({ lineItem }: { readonly lineItem: LineItem }) {
  return lineItem.products.map((product) => (
    <section key={product.id} style={{ marginBottom: 24 }}>
      <h3>
        {product.name} {product.version}
        {product.quantity > 1 && <span className="t-muted"> × {product.quantity} per copy</span>}
      </h3>
      {product.features.length === 0 ? (
        <p className="t-hint">No features.</p>
      ) : (
        <div className="t-table-frame" tabIndex={0} role="group" aria-label="Features">
          <table className="t-table" aria-label={`Features of ${product.name}`}>
            <thead>
              <tr>
                <th scope="col">Feature</th>
                <th scope="col">Version</th>
                <th scope="col" data-type="number">
                  Per copy
                </th>
              </tr>
            </thead>
            <tbody>
              {product.features.map((feature) => (
                <tr key={`${feature.name} ${feature.version}`}>
                  <td className="t-mono">{feature.name}</td>
                  <td>{feature.version ?? 'by version date'}</td>
                  <td data-type="number">{feature.count}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  ))
}
