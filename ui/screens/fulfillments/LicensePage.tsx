import { attributeOf, type AttributeKey } from '@tallystick/catalog/rules/model-attributes.ts'
import type { OutputOf } from '@tallystick/api/client.ts'
import { getLicense } from '@tallystick/fulfillments/operations/get-license.contract.ts'
import { getLicenseHistory } from '@tallystick/fulfillments/operations/get-license-history.contract.ts'
import { supplyLicenses } from '@tallystick/fulfillments/operations/held-licenses.contract.ts'
import { LICENSE_STATES, SUPPORT_ACTIONS } from '@tallystick/fulfillments/model.ts'
import { licenseKinds } from '@tallystick/catalog/rules/license-kinds.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { DetailsPage, Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import type { Fact } from '@tallystick/kit/details/Facts.tsx'
import { RecordHistory } from '@tallystick/kit/details/RecordHistory.tsx'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { Day, When } from '@tallystick/kit/format/When.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { AccountLink } from '@tallystick/screens/accounts/AccountLink.tsx'
import { useParams } from '@tanstack/react-router'
import { attributeText } from './activation/attribute-text.ts'
import { Shipments } from './consolidated/Shipments.tsx'
import { LicenseFiles } from './held/LicenseFiles.tsx'
import { LicenseActions } from './LicenseActions.tsx'
import { LicenseChain } from './support/LicenseChain.tsx'
import { licenseCommands } from './support/license-commands.ts'
import './support/support.css'
import { LicenseText } from './LicenseText.tsx'
import { hostsPath, lineItemPath } from './paths.ts'

type License = OutputOf<typeof getLicense>
type Portal = ReturnType<typeof useApi>['connection']['portal']

const PARENTS = [{ label: 'Licenses', to: '/licenses' }]

/** One license: what it allows, on which hosts, and its text. LIFE-01. */
export function LicensePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getLicense, { fulfillment: id })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(license) => <ShownLicense license={license} />}
    </Loaded>
  )
}

function ShownLicense({ license }: { readonly license: License }) {
  const { portal } = useApi().connection
  const states: Readonly<Record<string, string>> = LICENSE_STATES
  const text = license.licenseText
  return (
    <DetailsPage
      title={license.products}
      parents={PARENTS}
      state={license.state}
      {...(states[license.state] ? { stateLabel: states[license.state] as string } : {})}
      below={<Id text={license.fulfillmentCode} label="fulfillment ID" />}
      commands={licenseCommands(license.id)}
      view={withoutMail(license.commands)}
      tabs={[
        { key: 'chain', label: 'Chain', content: <LicenseChain id={license.id} /> },
        { key: 'shipments', label: 'Shipment records', content: <Shipments fulfillment={license.id} /> },
      ]}
      facts={factsOf(license, portal)}
      history={{ kind: 'fulfillment', id: license.id }}
      ownHistory={<RecordHistory contract={getLicenseHistory} input={{ fulfillment: license.id }} />}
    >
      <section className="t-section">
        <h2>License text</h2>
        {license.closedAt && text !== null && (
          <p className="s-note" data-meaning="attention">
            This license ended <When instant={license.closedAt} /> and is no longer valid. Its chain below
            shows what took its place.
          </p>
        )}
        {text === null ? (
          <p className="t-hint">
            {license.state === 'on-hold' ? (
              <OnHold license={license} />
            ) : (
              `The producer refused this license: ${license.holdNote}`
            )}
          </p>
        ) : (
          <>
            <LicenseActions
              id={license.id}
              text={text}
              shipToEmail={license.shipToEmail}
              mail={license.commands['email-license']}
            />
            <LicenseText text={text} label={`License ${license.fulfillmentCode}`} />
          </>
        )}
      </section>
      {license.technology !== 'certificate' && text !== null && (
        <section className="t-section">
          <h2>Files</h2>
          <LicenseFiles fulfillment={license.id} />
        </section>
      )}
    </DetailsPage>
  )
}

/** Whoever may supply the license is told why it waits, and where it is supplied. */
function OnHold({ license }: { readonly license: License }) {
  const session = useSession()
  if (!session.may(supplyLicenses.permission)) {
    return 'There is no text yet: the license waits on hold until the producer has supplied it.'
  }
  return (
    <>
      There is no text yet: the license waits on hold until it is supplied under{' '}
      <Link to={`/held-licenses?where=fulfillmentCode.equals:${license.fulfillmentCode}`}>
        Licenses on hold
      </Link>
      .{license.holdNote && ` ${license.holdNote}`}
    </>
  )
}

/** Whether it waited for its files until the producer said no: it was never good. CERT-05. */
function isRefused({ state, holdNote }: License): boolean {
  return state === 'obsolete' && holdNote !== ''
}

/** Mailing stands with the text, where saving and printing are. */
function withoutMail(commands: License['commands']): License['commands'] {
  return Object.fromEntries(Object.entries(commands).filter(([name]) => name !== 'email-license'))
}

function factsOf(license: License, portal: Portal): readonly (Fact | null)[] {
  const actions: Readonly<Record<string, string>> = SUPPORT_ACTIONS
  const isThree = license.servers.length === 3
  return [
    { label: 'Copies', value: numberText(license.copies) },
    license.overdraft > 0 ? { label: 'Overdraft', value: numberText(license.overdraft) } : null,
    { label: 'Starts', value: <Day date={license.startsOn} /> },
    { label: 'Expires', value: license.expiresOn === null ? 'Permanent' : <Day date={license.expiresOn} /> },
    license.versionDate ? { label: 'Version date', value: <Day date={license.versionDate} /> } : null,
    license.servers.length > 0
      ? {
          label: isThree ? 'License servers (redundant)' : 'License server',
          value: <HostIds texts={license.servers} />,
        }
      : null,
    license.nodeHosts.length > 0
      ? {
          label: 'Node-locked hosts',
          value: <HostIds texts={license.nodeHosts} />,
          isWide: license.nodeHosts.length > 4,
        }
      : null,
    {
      label: 'License model',
      value: licenseKinds.find((one) => one.kind === license.licenseKind)?.label ?? license.licenseKind,
    },
    license.technology === 'certificate' ? null : { label: 'Technology', value: license.technology },
    ...hostAttributeFacts(license.attributes['hostAttributes']),
    {
      label: 'Support type',
      value: isRefused(license)
        ? 'Refused by the producer'
        : (actions[license.supportAction] ?? license.supportAction),
    },
    {
      label: 'Activation ID',
      value: (
        <Link to={lineItemPath(portal, license.lineItemId)} className="t-link t-mono">
          {license.activationId}
        </Link>
      ),
    },
    entitlementFact(license, portal),
    { label: 'Sold to', value: <AccountLink id={license.accountId} label={license.soldTo} /> },
    { label: 'Generated', value: <When instant={license.fulfilledAt} /> },
    { label: 'By', value: license.fulfilledBy },
    license.closedAt
      ? {
          label: 'Ended',
          value: (
            <>
              <When instant={license.closedAt} /> by {license.closedBy}
            </>
          ),
        }
      : null,
    { label: 'Mailed to', value: license.shipToEmail.split(',').join(', ') },
    license.shipToAddress ? { label: 'Ship-to address', value: license.shipToAddress } : null,
    ...attributeFacts(license.attributes),
  ]
}

/** The order of a license; its page is in the producer's portal only. */
function entitlementFact({ entitlementId, entitlementCode }: License, portal: Portal): Fact {
  const to = portal === 'end-user' ? undefined : `/entitlements/${entitlementId}`
  return {
    label: 'Entitlement ID',
    value: <Id text={entitlementCode} label="entitlement ID" to={to} />,
  }
}

/** Attributes that change how the license may be used; texts and marks of the file stand in its text. */
const TOLD: readonly AttributeKey[] = [
  'terminalServer',
  'flexidSharing',
  'timeZone',
  'virtualization',
  'borrowing',
  'userOrHostBased',
  'platforms',
  'useServer',
]

function attributeFacts(attributes: Readonly<Record<string, unknown>>): readonly Fact[] {
  return TOLD.flatMap((key) => {
    const definition = attributeOf(key)
    const text = definition && attributeText(definition, attributes[key])
    return definition && text !== null ? [{ label: definition.label, value: text }] : []
  })
}

/** What was said of the host besides its ID. */
function hostAttributeFacts(given: unknown): readonly Fact[] {
  const texts = Object.entries((given ?? {}) as Readonly<Record<string, string>>)
  return texts.map(([label, value]) => ({ label, value }))
}

function HostIds({ texts }: { readonly texts: readonly string[] }) {
  return (
    <>
      {texts.map((text) => (
        <div key={text}>
          <Id text={text} label="host ID" to={hostsPath(text)} />
        </div>
      ))}
    </>
  )
}
