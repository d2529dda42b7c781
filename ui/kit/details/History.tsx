import { Button } from '@mantine/core'
import { listAuditEntries } from '@tallystick/kernel/audit/audit.contract.ts'
import { useState } from 'react'
import { usePage } from '../data/queries.ts'
import { EmptyList, FailedList } from '../list/EmptyList.tsx'
import { When } from '../format/When.tsx'
import { wordsOf } from '../format/words.ts'
import { HistoryDetails } from './HistoryDetails.tsx'
import { changesOf, sentenceOfAction, valueText, type Change } from './changes.ts'

interface Entry {
  readonly id: string
  readonly at: string
  readonly actorName: string
  readonly onBehalfOf: string | null
  readonly action: string
  readonly outcome: string
  readonly code: string | null
  readonly before?: unknown
  readonly after?: unknown
  readonly details?: unknown
}

const STEP = 20

/** What happened to a record, newest first: who, what, when, from which value to which. */
export function History({ kind, id }: { readonly kind: string; readonly id: string }) {
  const [limit, setLimit] = useState(STEP)
  const query = usePage(listAuditEntries, { limit, params: { subjectKind: kind, subjectId: id } })
  if (query.error) return <FailedList problem={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <p className="t-hint">Reading the history…</p>
  const entries = query.data.rows as unknown as readonly Entry[]
  if (entries.length === 0) return <EmptyList noun="entries" why="nothing-yet" onClear={() => undefined} />
  return (
    <>
      <ol className="t-history">
        {entries.map((entry) => (
          <HistoryLine key={entry.id} entry={entry} />
        ))}
      </ol>
      {query.data.next !== null && (
        <Button variant="default" onClick={() => setLimit(limit + STEP * 2)} loading={query.isFetching}>
          Show older
        </Button>
      )}
    </>
  )
}

function HistoryLine({ entry }: { readonly entry: Entry }) {
  const changes = changesOf(entry.before, entry.after)
  return (
    <li data-outcome={entry.outcome}>
      <p>
        <strong>{entry.actorName}</strong> {sentenceOfAction(entry.action, entry.outcome)}
        {entry.onBehalfOf && <> for {entry.onBehalfOf}</>}
        {entry.code && <span className="t-muted"> ({wordsOf(entry.code).toLowerCase()})</span>}{' '}
        <span className="t-muted">
          · <When instant={entry.at} />
        </span>
      </p>
      {changes.length > 0 && (
        <ul>
          {changes.map((change) => (
            <ChangeLine key={change.field} change={change} />
          ))}
        </ul>
      )}
      {entry.outcome === 'done' && <HistoryDetails details={entry.details} />}
    </li>
  )
}

function ChangeLine({ change }: { readonly change: Change }) {
  return (
    <li>
      {wordsOf(change.field)}: {change.before !== undefined && <del>{valueText(change.before)}</del>}
      {change.before !== undefined && change.after !== undefined && ' → '}
      {change.after !== undefined && <ins>{valueText(change.after)}</ins>}
    </li>
  )
}
