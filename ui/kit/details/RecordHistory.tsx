import type { Contract } from '@tallystick/kernel/operation/define.ts'
import type { InputOf } from '@tallystick/api/client.ts'
import { useState } from 'react'
import { Button } from '@mantine/core'
import { useOperation } from '../data/queries.ts'
import { When } from '../format/When.tsx'
import { EmptyList, FailedList } from '../list/EmptyList.tsx'
import { sentenceOfAction } from './changes.ts'
import { HistoryDetails } from './HistoryDetails.tsx'

interface Answer {
  readonly entries: readonly {
    readonly id: string
    readonly at: string
    readonly actorName: string
    readonly action: string
    readonly details?: Readonly<Record<string, unknown>>
  }[]
}

const STEP = 20

/** The history that everybody may read who may see the record: who did what, and when; newest first. */
export function RecordHistory<C extends Contract>(props: {
  readonly contract: C
  readonly input: InputOf<C>
}) {
  const [shown, setShown] = useState(STEP)
  const query = useOperation(props.contract, props.input)
  if (query.error) return <FailedList problem={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <p className="t-hint">Reading the history…</p>
  const { entries } = query.data as unknown as Answer
  if (entries.length === 0) return <EmptyList noun="entries" why="nothing-yet" onClear={() => undefined} />
  return (
    <>
      <ol className="t-history">
        {entries.slice(0, shown).map(({ id, at, actorName, action, details }) => (
          <li key={id} data-outcome="done">
            <p>
              <strong>{actorName}</strong> {sentenceOfAction(action, 'done')}{' '}
              <span className="t-muted">
                · <When instant={at} />
              </span>
            </p>
            <HistoryDetails details={details} />
          </li>
        ))}
      </ol>
      {entries.length > shown && (
        <Button variant="default" onClick={() => setShown(shown + STEP * 2)}>
          Show older
        </Button>
      )}
    </>
  )
}
