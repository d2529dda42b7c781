import type { OutputOf } from '@tallystick/api/client.ts'
import type { getLineItem } from '@tallystick/entitlements/operations/get-line-item.contract.ts'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { When } from '@tallystick/kit/format/When.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import type { LineItemsAt } from './moved.ts'

type Move = OutputOf<typeof getLineItem>['moves'][number]

const WORDS: Readonly<Record<Move['kind'], Readonly<Record<Move['direction'], string>>>> = {
  split: { in: 'Split from', out: 'Split to' },
  transfer: { in: 'Transferred from', out: 'Transferred to' },
}

const STATES: Readonly<Record<Move['state'], string>> = {
  waiting: 'Waits for approval',
  approved: 'Approved',
  rejected: 'Rejected, copies went back',
  direct: '',
}

/** Where copies of a line item came from and went to; nothing when none did. */
export function MovesTable({ moves, at }: { readonly moves: readonly Move[]; readonly at: LineItemsAt }) {
  if (moves.length === 0) return null
  return (
    <section className="t-section">
      <h2>Splits and transfers</h2>
      <SimpleTable
        label="Splits and transfers"
        rows={moves}
        keyOf={(move) => `${move.id} ${move.direction}`}
        empty="None."
        columns={[
          { label: 'What', cell: (move) => WORDS[move.kind][move.direction] },
          { label: 'Account', cell: (move) => move.account || '–' },
          {
            label: 'Activation ID',
            cell: (move) =>
              move.lineItemId ? (
                <Link to={`${at}/${move.lineItemId}`}>{move.activationId}</Link>
              ) : (
                <span className="t-mono">{move.activationId}</span>
              ),
          },
          { label: 'Copies', cell: (move) => numberText(move.copies), isFigure: true },
          { label: 'State', cell: (move) => STATES[move.state] || 'Done' },
          { label: 'When', cell: (move) => <When instant={move.at} /> },
          { label: 'By', cell: (move) => move.by },
        ]}
      />
    </section>
  )
}
