import { Button } from '@mantine/core'
import { changeOwnPassword } from '@tallystick/access/operations/change-own-password.contract.ts'
import { endOtherSessions } from '@tallystick/access/operations/end-other-sessions.contract.ts'
import { endSession } from '@tallystick/access/operations/end-session.contract.ts'
import { listOwnSessions } from '@tallystick/access/operations/list-own-sessions.contract.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { useCommand, usePage } from '@tallystick/kit/data/queries.ts'
import { Facts } from '@tallystick/kit/details/Facts.tsx'
import { announce } from '@tallystick/kit/feedback/announce.ts'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { countText, deviceZone } from '@tallystick/kit/format/dates.ts'
import { When } from '@tallystick/kit/format/When.tsx'
import { PasswordForm } from '@tallystick/kit/session/PasswordForm.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { useState } from 'react'
import { deviceOf } from '../device-words.ts'
import { Subscriptions } from './Subscriptions.tsx'
import './profile.css'

/** The signed-in user: who they are, their password, and where they are signed in. */
export function ProfilePage() {
  const session = useSession()
  return (
    <div className="t-page">
      <PageHeader title={session.name} name="Profile" />
      <Facts
        facts={[
          { label: 'User name', value: session.userName },
          { label: 'Email', value: session.email },
          { label: 'Accounts', value: session.accounts.map((account) => account.name).join(', ') },
          { label: 'Language', value: session.locale },
          { label: 'Time zone', value: session.timeZone || `${deviceZone()}, of this device` },
        ]}
      />
      <Subscriptions />
      <Password />
      <Sessions />
    </div>
  )
}

function Password() {
  const api = useApi()
  const [round, setRound] = useState(0)
  return (
    <section className="t-section">
      <h2>Change password</h2>
      <div style={{ maxWidth: 380 }}>
        <PasswordForm
          key={round}
          asksCurrent
          act="Change password"
          onSubmit={async (newPassword, password) => {
            await api.call(changeOwnPassword, { password, newPassword })
            announce('Password changed. Other sessions have ended.')
            setRound(round + 1)
          }}
        />
      </div>
    </section>
  )
}

function Sessions() {
  const query = usePage(listOwnSessions, { limit: 50 })
  const end = useCommand(endSession, { says: 'Session ended.' })
  const endOthers = useCommand(endOtherSessions, {
    says: ({ ended }) => `${countText(ended, 'other session')} ended.`,
  })
  const rows = query.data?.rows ?? []
  return (
    <section className="t-section">
      <h2>Where you are signed in</h2>
      <RefusalNotice problem={query.error ?? end.error ?? endOthers.error} takesFocus={false} />
      <ul className="p-sessions">
        {rows.map((one) => (
          <li key={one.id}>
            <div>
              <div>
                {deviceOf(one)} {one.isThisOne && <span className="p-this">This session</span>}
              </div>
              <div className="t-muted">
                Last used <When instant={one.lastSeenAt} relative />
                {one.address && ` · ${one.address}`}
              </div>
            </div>
            {!one.isThisOne && (
              <Button
                variant="default"
                aria-label={`End the session in ${deviceOf(one)}`}
                loading={end.isPending && end.variables.session === one.id}
                onClick={() => end.mutate({ session: one.id })}
              >
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
      {rows.some((one) => !one.isThisOne) && (
        <Button variant="default" mt="md" loading={endOthers.isPending} onClick={() => endOthers.mutate({})}>
          End all others
        </Button>
      )}
    </section>
  )
}
