import '../entitlements.css'
import { Button, Group } from '@mantine/core'
import type { OutputOf } from '@tallystick/api/client.ts'
import {
  bulkTypes,
  getBulkEntitlement,
} from '@tallystick/entitlements/operations/bulk-entitlements.contract.ts'
import { splitLineItem } from '@tallystick/entitlements/operations/split-line-item.contract.ts'
import { generateWebRegisterKeys } from '@tallystick/entitlements/operations/web-register-keys.contract.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { DetailsPage, Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { StateBadge } from '@tallystick/kit/format/StateBadge.tsx'
import { Day, When } from '@tallystick/kit/format/When.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { lineItemPath } from '@tallystick/screens/fulfillments/paths.ts'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { entitlementPath, orderedItemPath } from '../paths.ts'
import { MakeKeysDialog } from './MakeKeysDialog.tsx'
import { WebRegisterKeys } from './WebRegisterKeys.tsx'

type Bulk = OutputOf<typeof getBulkEntitlement>

/** A line item that keys come out of. */
export type KeyedLineItem = Bulk['lineItems'][number]

const PARENTS = [{ label: 'Bulk entitlements', to: '/bulk-entitlements' }]

/** A bulk entitlement: its line items with the figures of their keys, and the keys. ENT-07. */
export function BulkEntitlementPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getBulkEntitlement, { id })
  const mayEdit = useSession().may('entitlements.update')
  return (
    <Loaded query={query} parents={PARENTS}>
      {(bulk) => (
        <DetailsPage
          title={bulk.entitlementId}
          parents={PARENTS}
          state={bulk.state}
          below={bulk.soldTo ? `Sold to ${bulk.soldTo}` : 'Its keys go to customers who are not known yet'}
          facts={[
            {
              label: 'Entitlement ID',
              value: mayEdit ? (
                <Link to={entitlementPath(bulk.id)} className="t-link t-mono">
                  {bulk.entitlementId}
                </Link>
              ) : (
                <Id text={bulk.entitlementId} label="entitlement ID" />
              ),
            },
            { label: 'Type', value: bulkTypes[bulk.type] },
            {
              label: 'Created',
              value: (
                <>
                  <When instant={bulk.createdAt} /> by {bulk.createdBy}
                </>
              ),
            },
            bulk.description ? { label: 'Description', value: bulk.description, isWide: true } : null,
          ]}
          tabs={[
            { key: 'keys', label: 'Web register keys', content: <WebRegisterKeys entitlement={bulk.id} /> },
          ]}
        >
          <section className="t-section">
            <h2>Line items</h2>
            <LineItems bulk={bulk} />
          </section>
        </DetailsPage>
      )}
    </Loaded>
  )
}

function LineItems({ bulk }: { readonly bulk: Bulk }) {
  const isProducer = useApi().connection.portal === 'producer'
  const { may } = useSession()
  const hasActs = may(generateWebRegisterKeys.permission) || may(splitLineItem.permission)
  const [making, setMaking] = useState<KeyedLineItem | null>(null)
  return (
    <>
      <SimpleTable
        label="Line items"
        rows={bulk.lineItems}
        keyOf={(row) => row.id}
        empty="This bulk entitlement has no licensed line item."
        columns={[
          {
            label: 'Activation ID',
            cell: (row) =>
              isProducer ? (
                <Link to={orderedItemPath(row.id)} className="t-link t-mono">
                  {row.activationId}
                </Link>
              ) : (
                <span className="t-mono">{row.activationId}</span>
              ),
          },
          { label: 'Product', cell: (row) => row.products },
          { label: 'License model', cell: (row) => row.licenseModel },
          { label: 'State', cell: (row) => <StateBadge state={row.state} /> },
          { label: 'Expiration', cell: ({ expiration }) => <Expiration text={expiration} /> },
          { label: 'Copies', isFigure: true, cell: (row) => numberText(row.copies) },
          { label: 'Keys to redeem', isFigure: true, cell: (row) => numberText(row.available) },
          { label: 'Redeemed', isFigure: true, cell: (row) => numberText(row.redeemed) },
          { label: 'Retired', isFigure: true, cell: (row) => numberText(row.retired) },
          ...(hasActs
            ? [{ label: '', cell: (row: KeyedLineItem) => <Acts row={row} onMake={setMaking} /> }]
            : []),
        ]}
      />
      {making && <MakeKeysDialog lineItem={making} onClose={() => setMaking(null)} />}
    </>
  )
}

interface ActsProps {
  readonly row: KeyedLineItem
  readonly onMake: (row: KeyedLineItem) => void
}

/** Further keys, and a part of them for a related account. ENT-05, ENT-07. */
function Acts({ row, onMake }: ActsProps) {
  const { may } = useSession()
  const { portal } = useApi().connection
  const navigate = useNavigate()
  const hasNone = row.available === 0
  return (
    <Group gap={8} wrap="nowrap">
      {may(generateWebRegisterKeys.permission) && (
        <Button
          size="compact-sm"
          variant="default"
          disabled={row.mayBeMade === 0}
          title={row.mayBeMade === 0 ? 'There is a key for each copy.' : undefined}
          onClick={() => onMake(row)}
        >
          Add keys
        </Button>
      )}
      {may(splitLineItem.permission) && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Split ${row.activationId}`}
          disabled={hasNone}
          title={hasNone ? 'There is no key that can be redeemed.' : undefined}
          onClick={() => void navigate({ to: `${lineItemPath(portal, row.id)}/split` })}
        >
          Split
        </Button>
      )}
    </Group>
  )
}

function Expiration({ text }: { readonly text: string }) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? <Day date={text} /> : text
}
