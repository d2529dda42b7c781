import { Button } from '@mantine/core'
import { endUserSession, endUserSessions, listUserSessions } from '@tallystick/access/contracts.ts'
import type { RowOf } from '@tallystick/kernel/list/define.ts'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { ConfirmDialog } from '@tallystick/kit/feedback/ConfirmDialog.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useState } from 'react'
import { deviceOf } from '../access/device-words.ts'
import type { User } from './account-words.ts'

type Session = RowOf<typeof listUserSessions>

/** Where a person is signed in; each session ends with its button, or all of them at once. */
export function UserSessions({ user }: { readonly user: User }) {
  const [asked, setAsked] = useState<Session | 'all' | null>(null)
  return (
    <>
      <ListPage
        list={listUserSessions}
        params={{ user: user.id }}
        isPart
        cells={{ userAgent: deviceOf }}
        rowAction={(row) => (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`End the session in ${deviceOf(row)}`}
            onClick={() => setAsked(row)}
          >
            End
          </Button>
        )}
        actions={
          <Button variant="default" onClick={() => setAsked('all')}>
            Sign out everywhere
          </Button>
        }
        teach="Not signed in anywhere."
      />
      <EndAll user={user} isAsked={asked === 'all'} onClose={() => setAsked(null)} />
      {asked !== null && asked !== 'all' && (
        <EndOne user={user} session={asked} onClose={() => setAsked(null)} />
      )}
    </>
  )
}

interface EndAllProps {
  readonly user: User
  readonly isAsked: boolean
  readonly onClose: () => void
}

function EndAll({ user, isAsked, onClose }: EndAllProps) {
  const end = useCommand(endUserSessions, {
    says: `${user.displayName} is signed out everywhere.`,
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      opened={isAsked}
      title={`Sign ${user.displayName} out everywhere?`}
      consequence="All sessions end at once; unsaved work in them is lost. Signing in again stays possible."
      act="Sign out everywhere"
      call={actCall(endUserSessions, { user: user.id })}
      isBusy={end.isPending}
      problem={end.error}
      onConfirm={() => end.mutate({ user: user.id })}
      onClose={onClose}
    />
  )
}

interface EndOneProps {
  readonly user: User
  readonly session: Session
  readonly onClose: () => void
}

function EndOne({ user, session, onClose }: EndOneProps) {
  const end = useCommand(endUserSession, { says: 'Session ended.', onDone: onClose })
  return (
    <ConfirmDialog
      opened
      title={`Sign ${user.displayName} out of ${deviceOf(session)}?`}
      consequence="The session ends at once; unsaved work in it is lost. Signing in again stays possible."
      act="End session"
      call={actCall(endUserSession, { user: user.id, session: session.id })}
      isBusy={end.isPending}
      problem={end.error}
      onConfirm={() => end.mutate({ user: user.id, session: session.id })}
      onClose={onClose}
    />
  )
}
