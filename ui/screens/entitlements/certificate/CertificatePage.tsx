import './certificate.css'
import type { OutputOf } from '@tallystick/api/client.ts'
import { Button, Modal } from '@mantine/core'
import { mdiPrinterOutline } from '@mdi/js'
import { getEntitlementCertificate } from '@tallystick/entitlements/operations/get-entitlement-certificate.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { StateBadge } from '@tallystick/kit/format/StateBadge.tsx'
import { Dash, Day, When } from '@tallystick/kit/format/When.tsx'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'

type Certificate = OutputOf<typeof getEntitlementCertificate>
type Line = Certificate['lineItems'][number]
type Attributes = Certificate['customAttributes']

const PARENTS = [{ label: 'Entitlements', to: '/entitlements' }]

/** What an entitlement gives to whom, as a document to look at and to print. ENT-03. */
export function CertificatePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getEntitlementCertificate, { id })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(certificate) => (
        <div className="t-page">
          <PageHeader
            title={`Certificate ${certificate.entitlementId}`}
            parents={PARENTS}
            beside={certificate.state === 'deployed' ? null : <StateBadge state={certificate.state} />}
            actions={
              <Button
                leftSection={<Icon path={mdiPrinterOutline} size={16} />}
                onClick={() => window.print()}
              >
                Print
              </Button>
            }
          />
          <Paper certificate={certificate} />
        </div>
      )}
    </Loaded>
  )
}

function Paper({ certificate }: { readonly certificate: Certificate }) {
  const { lineItems, maintenance } = certificate
  return (
    <article className="e-certificate" aria-label={`Certificate of ${certificate.entitlementId}`}>
      <header>
        <p className="e-producer">{certificate.producer}</p>
        <p className="e-title">Entitlement certificate</p>
      </header>
      <dl className="e-parties">
        <div>
          <dt>Sold to</dt>
          <dd>
            {certificate.soldTo ||
              (certificate.kind === 'bulk' ? 'Holders of its web register keys' : <Dash />)}
            <Lines lines={certificate.address} />
          </dd>
        </div>
        {certificate.shipTo.length > 0 && (
          <div>
            <dt>Ship to</dt>
            <dd>
              <Lines lines={certificate.shipTo} />
            </dd>
          </div>
        )}
        <div>
          <dt>Entitlement ID</dt>
          <dd className="t-mono">{certificate.entitlementId}</dd>
          <dt>Created</dt>
          <dd>
            <When instant={certificate.createdAt} />
          </dd>
        </div>
      </dl>
      {certificate.description && <p>{certificate.description}</p>}
      <CustomAttributes attributes={certificate.customAttributes} />
      {lineItems.length > 0 && (
        <Rows title="Products" lines={lineItems} linkedLabel="Maintenance" isMaintenance={false} />
      )}
      {maintenance.length > 0 && (
        <Rows title="Maintenance" lines={maintenance} linkedLabel="Belongs to" isMaintenance />
      )}
      <footer>
        As of <When instant={certificate.printedAt} />
      </footer>
    </article>
  )
}

interface RowsProps {
  readonly title: string
  readonly lines: readonly Line[]
  readonly linkedLabel: string
  readonly isMaintenance: boolean
}

function Rows({ title, lines, linkedLabel, isMaintenance }: RowsProps) {
  return (
    <section>
      <h2>{title}</h2>
      <div className="t-table-frame" tabIndex={0} role="group" aria-label={title}>
        <table className="t-table" aria-label={title}>
          <thead>
            <tr>
              <th scope="col">Product</th>
              <th scope="col">Activation ID</th>
              <th scope="col" data-type="number">
                Quantity
              </th>
              <th scope="col">Starts</th>
              <th scope="col">Expires</th>
              <th scope="col">{isMaintenance ? 'Order ID' : 'License model'}</th>
              <th scope="col">{linkedLabel}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id}>
                <td>
                  <strong>{line.products}</strong>
                  {line.partNumber && <div className="t-muted">{line.partNumber}</div>}
                  {isMaintenance && <MaintenanceAttributes line={line} />}
                </td>
                <td className="t-mono">{line.activationId}</td>
                <td data-type="number">{numberText(line.copies)}</td>
                <td>{line.startsOn ? <Day date={line.startsOn} /> : 'At activation'}</td>
                <td>
                  {/^\d{4}-/.test(line.expiration) ? <Day date={line.expiration} /> : line.expiration}
                  {line.isExpired && <div className="e-expired">Expired</div>}
                </td>
                <td>{(isMaintenance ? line.orderId : line.licenseModel) || <Dash />}</td>
                <td className="t-mono">{line.linked.length > 0 ? line.linked.join(', ') : <Dash />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** The custom attributes of a maintenance line: in a pop-up on the screen, below the line on paper. */
function MaintenanceAttributes({ line }: { readonly line: Line }) {
  const [isShown, setShown] = useState(false)
  if (line.customAttributes.length === 0) return null
  return (
    <>
      <Button
        className="t-noprint"
        variant="subtle"
        size="compact-sm"
        aria-haspopup="dialog"
        onClick={() => setShown(true)}
      >
        Attributes
      </Button>
      <div className="e-onpaper">
        <CustomAttributes attributes={line.customAttributes} />
      </div>
      <Modal
        opened={isShown}
        onClose={() => setShown(false)}
        title={`Attributes of ${line.activationId}`}
        centered
      >
        <CustomAttributes attributes={line.customAttributes} />
      </Modal>
    </>
  )
}

function CustomAttributes({ attributes }: { readonly attributes: Attributes }) {
  if (attributes.length === 0) return null
  return (
    <dl className="e-attributes">
      {attributes.map(({ name, label, value }) => (
        <div key={name}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return lines.map((line, at) => <div key={`${at} ${line}`}>{line}</div>)
}
