import type { ApiProblem } from '@tallystick/api/client.ts'
import { Button } from '@mantine/core'
import { mdiFilterOffOutline, mdiLockOutline, mdiTrayRemove } from '@mdi/js'
import type { ReactNode } from 'react'
import { RefusalNotice } from '../feedback/RefusalNotice.tsx'
import { Icon } from '../format/Icon.tsx'

interface EmptyListProps {
  /** The list's title in lower case: "features". */
  readonly noun: string
  readonly why: 'nothing-yet' | 'filtered-away' | 'no-permission'
  /** Heading in place of "No … yet", where nothing is expected, or where a switch of the page hides some. */
  readonly nothing?: string | undefined
  readonly teach?: ReactNode
  readonly action?: ReactNode
  readonly onClear: () => void
}

/** Why there are no rows, what would be here, and the one act that changes it. */
export function EmptyList({ noun, why, nothing, teach, action, onClear }: EmptyListProps) {
  if (why === 'no-permission') {
    return (
      <div className="t-empty">
        <Icon path={mdiLockOutline} size={36} />
        <h2>You are not permitted to see {noun}</h2>
        <p>Ask an administrator for a role that includes them.</p>
      </div>
    )
  }
  if (why === 'filtered-away') {
    return (
      <div className="t-empty">
        <Icon path={mdiFilterOffOutline} size={36} />
        <h2>No {noun} match</h2>
        <p>This search and its filters leave none.</p>
        <Button variant="default" onClick={onClear}>
          Clear search and filters
        </Button>
      </div>
    )
  }
  return (
    <div className="t-empty">
      <Icon path={mdiTrayRemove} size={36} />
      <h2>{nothing ?? `No ${noun} yet`}</h2>
      {teach && <p>{teach}</p>}
      {action}
    </div>
  )
}

/** A list that could not be read: the reason and another try. */
export function FailedList({
  problem,
  onRetry,
}: {
  readonly problem: ApiProblem
  readonly onRetry: () => void
}) {
  return (
    <div className="t-list-failed">
      <RefusalNotice problem={problem} onRetry={onRetry} takesFocus={false} />
    </div>
  )
}
