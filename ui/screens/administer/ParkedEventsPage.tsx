import { Button } from '@mantine/core'
import {
  listParkedEvents,
  releaseParkedEvent,
  releaseParkedEvents,
} from '@tallystick/kernel/outbox/events.contract.ts'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { ConfirmDialog } from '@tallystick/kit/feedback/ConfirmDialog.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import type { Selection } from '@tallystick/kit/list/list-view.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { useState } from 'react'

/** Events whose reaction failed ten times. When the cause is mended they are released. */
export function ParkedEventsPage() {
  const mayRelease = useSession().may(releaseParkedEvents.permission)
  const [chosen, setChosen] =
    useState<Pick<Selection<unknown>, 'ids' | 'where' | 'isAll' | 'count' | 'clear'>>()
  const one = useCommand(releaseParkedEvent, { says: 'The event is tried once more.' })
  return (
    <>
      <RefusalNotice problem={one.error} />
      <ListPage
        list={listParkedEvents}
        every={5000}
        rowAction={(row) =>
          mayRelease && (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={`Release ${row.type} of ${row.subject}`}
              loading={one.isPending && one.variables.event === row.id}
              onClick={() => one.mutate({ event: row.id })}
            >
              Release
            </Button>
          )
        }
        selectionActions={(selection) =>
          mayRelease && <Button onClick={() => setChosen(selection)}>Release</Button>
        }
        nothing="No parked events"
        teach={
          'What happened is told to the other parts of the program by events. One that failed ten times is parked ' +
          'here, with the reason, until it is released.'
        }
      />
      {chosen && <ReleaseDialog selection={chosen} onClose={() => setChosen(undefined)} />}
    </>
  )
}

interface ReleaseProps {
  readonly selection: Pick<Selection<unknown>, 'ids' | 'where' | 'isAll' | 'count' | 'clear'>
  readonly onClose: () => void
}

function ReleaseDialog({ selection, onClose }: ReleaseProps) {
  const { ids, where, isAll, count, clear } = selection
  const release = useCommand(releaseParkedEvents, {
    says: ({ released, isMoreLeft }) =>
      `${countText(released, 'event')} released.${isMoreLeft ? ' There are more: release again.' : ''}`,
    onDone: () => {
      clear()
      onClose()
    },
  })
  return (
    <ConfirmDialog
      opened
      title={`Release ${countText(count, 'event')}?`}
      consequence={
        'Each is tried once more, in order, and then what waits behind it. ' +
        'One that fails again is parked again at once.'
      }
      act="Release"
      call={actCall(releaseParkedEvents, isAll ? { where: [...where] } : { events: [...ids] })}
      isBusy={release.isPending}
      problem={release.error}
      onConfirm={() => release.mutate(isAll ? { where: [...where] } : { events: [...ids] })}
      onClose={onClose}
    />
  )
}
