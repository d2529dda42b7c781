import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useApi } from '../data/api-context.tsx'
import { announce } from '../feedback/announce.ts'
import type { Portal } from '../portal/portal.ts'
import { DoorPage } from './DoorPage.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { changePassword } from './session-calls.ts'

/** Stands before everything else while a temporary password waits to be replaced. */
export function ChangePasswordPage({ portal }: { readonly portal: Portal }) {
  const api = useApi()
  const client = useQueryClient()
  const navigate = useNavigate()
  return (
    <DoorPage title="Choose a new password" brand={portal.brand}>
      <p className="t-hint">Your password is a temporary one. Choose your own before you go on.</p>
      <PasswordForm
        asksCurrent
        act="Save password"
        onSubmit={async (chosen, current) => {
          await changePassword(api, current, chosen)
          announce('Password changed.')
          client.clear()
          await navigate({ to: '/' })
        }}
      />
    </DoorPage>
  )
}
