import type { ApiProblem, OutputOf } from '@tallystick/api/client.ts'
import { redistributeLicenses } from '@tallystick/fulfillments/operations/redistribute-licenses.contract.ts'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { ViewAsCall, actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { PolicyAgreement } from '../support/PolicyAgreement.tsx'
import {
  changedItems,
  finalCount,
  hostsOfGrid,
  presentCount,
  requestOfGrid,
  type Grid,
  type GridDraft,
} from './grid-draft.ts'

interface GridReviewProps {
  readonly grid: Grid
  readonly draft: GridDraft
  readonly verified: OutputOf<typeof redistributeLicenses> | undefined
  readonly isAsking: boolean
  readonly problem: ApiProblem | null
  readonly isAgreed: boolean
  readonly onAgree: (isAgreed: boolean) => void
}

/** What will change, host by host, and what the server says to it before anything is written. */
export function GridReview(props: GridReviewProps) {
  const { grid, draft, verified, isAsking, problem, isAgreed, onAgree } = props
  const rows = changedItems(grid, draft).flatMap((item) =>
    hostsOfGrid(grid, draft).flatMap((host) => {
      const [before, after] = [presentCount(grid, item, host), finalCount(grid, draft, item, host) ?? 0]
      return before === after ? [] : [{ item, host, before, after }]
    }),
  )
  return (
    <>
      <h2>Review</h2>
      <p className="w-lead">Nothing has happened yet. This is what will.</p>
      {isAsking && <p className="t-hint">Asking the server…</p>}
      {verified && !isAsking && !problem && (
        <output className="w-verdict" data-meaning="good">
          Verified with the server: {countText(verified.closed.length, 'license')} would end,{' '}
          {countText(verified.licenses.length, 'license')} would begin. Nothing has been written.
        </output>
      )}
      {verified && !isAsking && !problem && (
        <PolicyAgreement policies={verified.policiesOverridden} isAgreed={isAgreed} onAgree={onAgree} />
      )}
      <RefusalNotice problem={problem} />
      <SimpleTable
        label="Changed counts"
        rows={rows}
        keyOf={({ item, host }) => `${item.id} ${host.label}`}
        empty="Nothing changes."
        columns={[
          { label: 'Product', cell: ({ item }) => item.products },
          { label: 'Activation ID', cell: ({ item }) => <span className="t-mono">{item.activationId}</span> },
          { label: 'License server', cell: ({ host }) => <span className="t-mono">{host.label}</span> },
          { label: 'Now', cell: ({ before }) => numberText(before), isFigure: true },
          { label: 'Final', cell: ({ after }) => <strong>{numberText(after)}</strong>, isFigure: true },
        ]}
      />
      <ViewAsCall call={actCall(redistributeLicenses, requestOfGrid(grid, draft))} />
    </>
  )
}
