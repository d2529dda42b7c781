import { getLineItemChain } from '@tallystick/entitlements/operations/get-line-item-chain.contract.ts'
import type { OutputOf } from '@tallystick/api/client.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { StateBadge } from '@tallystick/kit/format/StateBadge.tsx'
import { Day } from '@tallystick/kit/format/When.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { changeNoun } from './change-noun.ts'
import { ExactCount } from './ExactCount.tsx'

type Member = OutputOf<typeof getLineItemChain>['lineItems'][number]

interface ChainProps {
  readonly id: string
  readonly pathOf: (id: string) => string
  /** The whole chain, or in a list only what came before. */
  readonly isWhole?: boolean
}

/** Line items that were upgraded, upsold or renewed, the newest first. ENT-02. */
export function EarlierLineItems({ id, pathOf, isWhole = false }: ChainProps) {
  const query = useOperation(getLineItemChain, { id })
  if (query.error) return <RefusalNotice problem={query.error} takesFocus={false} />
  if (!query.data) return <p className="t-hint">Loading…</p>
  const rows = query.data.lineItems.filter(({ place }) => isWhole || place === 'earlier')
  const table = (
    <SimpleTable
      label={isWhole ? 'Upgrades, upsells and renewals' : 'Earlier line items'}
      rows={rows}
      keyOf={(row) => row.id}
      empty="No earlier line item that you can see."
      columns={[
        { label: 'Activation ID', cell: (row) => <Name row={row} pathOf={pathOf} /> },
        { label: 'Product', cell: (row) => row.products },
        { label: 'Came about as', cell: (row) => (row.changeKind ? changeNoun(row.changeKind) : 'Order') },
        { label: 'State', cell: (row) => <StateBadge state={row.state} /> },
        { label: 'Expiration', cell: ({ expiration }) => <Expiration text={expiration} /> },
        { label: 'Total', isFigure: true, cell: (row) => numberText(row.copiesTotal) },
        { label: 'Fulfilled', isFigure: true, cell: (row) => numberText(row.copiesTaken) },
        { label: 'Moved on', isFigure: true, cell: (row) => numberText(row.copiesMoved) },
        { label: 'Available', isFigure: true, cell: (row) => numberText(row.copiesAvailable) },
      ]}
    />
  )
  return isWhole ? (
    <>
      <ExactCount id={id} />
      {table}
    </>
  ) : (
    table
  )
}

function Name({ row, pathOf }: { readonly row: Member; readonly pathOf: (id: string) => string }) {
  if (row.place === 'this') return <strong className="t-mono">{row.activationId}</strong>
  return (
    <Link to={pathOf(row.id)} className="t-link t-mono">
      {row.activationId}
    </Link>
  )
}

function Expiration({ text }: { readonly text: string }) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? <Day date={text} /> : text
}
