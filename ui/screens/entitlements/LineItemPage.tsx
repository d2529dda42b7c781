import './entitlements.css'
import { attributeOf } from '@tallystick/catalog/rules/model-attributes.ts'
import { getLineItem } from '@tallystick/entitlements/contracts.ts'
import { listLicenses } from '@tallystick/fulfillments/operations/list-licenses.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { DetailsPage, Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import type { Fact } from '@tallystick/kit/details/Facts.tsx'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { StateBadge } from '@tallystick/kit/format/StateBadge.tsx'
import { Day, When } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { AccountLink } from '@tallystick/screens/accounts/AccountLink.tsx'
import { attributeText } from '@tallystick/screens/fulfillments/activation/attribute-text.ts'
import { Figures } from '@tallystick/screens/fulfillments/Figures.tsx'
import { LICENSE_CELLS } from '@tallystick/screens/fulfillments/LicensesPage.tsx'
import { licensePath } from '@tallystick/screens/fulfillments/paths.ts'
import { useCustomFacts } from '@tallystick/screens/custom-attributes/custom-facts.tsx'
import { useNavigate, useParams } from '@tanstack/react-router'
import { MovesTable } from './moves/MovesTable.tsx'
import { EarlierLineItems } from './changes/EarlierLineItems.tsx'
import { CHANGES } from './changes/words.ts'
import { entitlementPath, orderedItemPath } from './paths.ts'
import { policyWords } from './policy-terms.ts'
import { viewCommands, viewStates } from './view-commands.ts'
import { SoldProducts } from './SoldProducts.tsx'
import { copiesToActivate, lineItemCommands, withActivate } from './sold-commands.ts'
import { durationText, START_OPTIONS, termWords, VERSION_OPTIONS, type LineItem } from './sold-words.ts'

const LIST = { label: 'Line items', to: '/line-items' }

/** One line item: its figures with their reasons, what one copy gives, the licenses made of it. */
export function LineItemPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getLineItem, { id })
  return (
    <Loaded query={query} parents={[LIST]}>
      {(lineItem) => <ShownLineItem item={lineItem} />}
    </Loaded>
  )
}

/** The name of a line item: its products with their quantity per copy. */
export function productsWords(item: LineItem): string {
  return item.products
    .map(({ name, version, quantity }) => `${quantity > 1 ? `${quantity} × ` : ''}${name} ${version}`.trim())
    .join(', ')
}

function ShownLineItem({ item }: { readonly item: LineItem }) {
  const session = useSession()
  const navigate = useNavigate()
  const name = productsWords(item)
  const custom = useCustomFacts(
    item.kind === 'maintenance' ? 'maintenance-line-item' : 'line-item',
    item.customAttributes,
  )
  const { entitlement } = item
  const to = entitlementPath(entitlement.id)
  const figures = item.figures.filter(({ key, value }) => value > 0 || !/extra|overdraft/i.test(key))
  return (
    <DetailsPage
      title={name}
      parents={[
        { label: 'Entitlements', to: '/entitlements' },
        { label: entitlement.entitlementId, to },
      ]}
      state={item.state}
      beside={item.isExpired && <StateBadge state="expired" />}
      below={<Id text={item.activationId} label="activation ID" />}
      commands={[
        ...lineItemCommands(item, name, () => void navigate({ to })),
        ...viewCommands('producer', item),
      ]}
      view={{
        ...withActivate(item, copiesToActivate(item.figures), session.may('licenses.generate')),
        ...viewStates(session.may),
      }}
      facts={[...factsOf(item), ...custom]}
      tabs={[
        { key: 'products', label: 'Products and features', content: <SoldProducts item={item} /> },
        ...(item.kind === 'licensed'
          ? [{ key: 'licenses', label: 'Licenses', content: <Licenses lineItem={item.id} /> }]
          : []),
        ...(item.hasSuccessor || item.parentLineItemId !== null
          ? [
              {
                key: 'upgrades',
                label: 'Upgrades and renewals',
                content: <EarlierLineItems id={item.id} pathOf={orderedItemPath} isWhole />,
              },
            ]
          : []),
      ]}
      history={{ kind: 'line-item', id: item.id }}
    >
      {item.kind === 'licensed' && (
        <section className="t-section">
          <h2>Copies</h2>
          <Figures figures={figures} label="Copies" />
        </section>
      )}
      <MovesTable moves={item.moves} at="/line-items" />
    </DetailsPage>
  )
}

function Licenses({ lineItem }: { readonly lineItem: string }) {
  return (
    <ListPage
      list={listLicenses}
      params={{ lineItem }}
      isPart
      open={(row) => licensePath(row.id)}
      linkColumn="fulfillmentCode"
      cells={LICENSE_CELLS}
      teach="Activate this line item to get its first license."
    />
  )
}

function factsOf(item: LineItem): readonly (Fact | null)[] {
  return [
    {
      label: 'Entitlement',
      value: <Link to={entitlementPath(item.entitlement.id)}>{item.entitlement.entitlementId}</Link>,
    },
    { label: 'Sold to', value: <AccountLink id={item.soldToAccountId} label={item.soldTo} /> },
    item.kind === 'licensed'
      ? { label: 'License model', value: modelLink(item) }
      : { label: 'Kind', value: 'Maintenance' },
    item.partNumber
      ? { label: 'Part number', value: <span className="t-mono">{item.partNumber}</span> }
      : null,
    item.changeKind && item.parentLineItemId
      ? {
          label: CHANGES.find(({ kind }) => kind === item.changeKind)?.noun ?? 'Change',
          value: (
            <>
              of <Link to={orderedItemPath(item.parentLineItemId)}>{item.parentActivationId}</Link>
            </>
          ),
        }
      : null,
    ...dateFacts(item),
    { label: 'Order', value: orderWords(item) },
    ...linkFacts(item),
    ...Object.entries(item.attributes).map(([key, value]) => attributeFact(key, value)),
    ...Object.entries(item.policies).map(([key, value]) => policyWords(key, value)),
    {
      label: 'Created',
      value: (
        <>
          <When instant={item.createdAt} /> by {item.createdBy}
        </>
      ),
    },
    item.description ? { label: 'Description', value: item.description, isWide: true } : null,
  ]
}

function modelLink(item: LineItem) {
  if (item.licenseModelId === null) return item.licenseModel
  return <Link to={`/license-models/${item.licenseModelId}`}>{item.licenseModel}</Link>
}

function dateFacts(item: LineItem): readonly (Fact | null)[] {
  return [
    { label: 'Expiration', value: item.expiresOn ? <Day date={item.expiresOn} /> : termWords(item.term) },
    item.expiresOn && item.term.kind === 'duration'
      ? { label: 'Duration', value: durationText(item.term) }
      : null,
    {
      label: 'Start date',
      value: item.startsOn ? <Day date={item.startsOn} /> : START_OPTIONS[item.startOption],
    },
    item.versionDateOption ? { label: 'Version date', value: versionWords(item) } : null,
    item.timeZone ? { label: 'Days are counted in', value: item.timeZone } : null,
  ]
}

function versionWords(item: LineItem) {
  if (item.versionDate) return <Day date={item.versionDate} />
  const option = item.versionDateOption ? VERSION_OPTIONS[item.versionDateOption] : ''
  return item.versionDuration ? `${option} + ${durationText(item.versionDuration)}` : option
}

function orderWords({ orderId, orderLineNumber }: LineItem): string {
  return [orderId, orderLineNumber && `line ${orderLineNumber}`].filter(Boolean).join(', ')
}

function linkFacts(item: LineItem): readonly (Fact | null)[] {
  const links = (linked: LineItem['maintenance']) =>
    linked.map(({ id, label, activationId }) => (
      <div key={id}>
        <Link to={orderedItemPath(id)}>{label || activationId}</Link>
      </div>
    ))
  return [
    item.maintenance.length > 0 ? { label: 'Maintenance', value: links(item.maintenance) } : null,
    item.maintains.length > 0 ? { label: 'Maintains', value: links(item.maintains) } : null,
  ]
}

function attributeFact(key: string, value: unknown): Fact | null {
  const definition = attributeOf(key)
  if (!definition) return { label: key, value: String(value) }
  const text = attributeText(definition, value)
  return text === null ? null : { label: definition.label, value: text }
}
