import { useNavigate, useSearch } from '@tanstack/react-router'
import { useApi } from '../data/api-context.tsx'
import { announce } from '../feedback/announce.ts'
import type { Portal } from '../portal/portal.ts'
import { Link } from '../shell/Link.tsx'
import { DoorPage } from './DoorPage.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { applyPasswordLink } from './session-calls.ts'

/** Where a mailed one-time link leads: choose a password, then sign in with it. */
export function WelcomePage({ portal }: { readonly portal: Portal }) {
  const api = useApi()
  const navigate = useNavigate()
  const { token = '' } = useSearch({ strict: false }) as { token?: string }
  return (
    <DoorPage title="Choose your password" brand={portal.brand}>
      {token === '' ? (
        <p>
          The address is not complete. Open the link in your mail again, or{' '}
          <Link to="/forgotten-password">ask for a new one</Link>.
        </p>
      ) : (
        <PasswordForm
          asksCurrent={false}
          act="Save password"
          onSubmit={async (chosen) => {
            await applyPasswordLink(api, token, chosen)
            announce('Password saved. Sign in with it now.')
            await navigate({ to: '/sign-in' })
          }}
        >
          <p className="t-door-links">
            Link used up or too old? <Link to="/forgotten-password">Ask for a new one</Link>
          </p>
        </PasswordForm>
      )}
    </DoorPage>
  )
}
