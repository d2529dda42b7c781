import { ApiProblem } from '@tallystick/api/client.ts'
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { useApi } from '../data/api-context.tsx'
import { RefusalNotice } from '../feedback/RefusalNotice.tsx'
import type { Portal } from '../portal/portal.ts'
import { Link } from '../shell/Link.tsx'
import { DoorPage } from './DoorPage.tsx'
import { startSession } from './session-calls.ts'

/** Sign-in with user name and password; leads to where the reader wanted to go. */
export function SignInPage({ portal }: { readonly portal: Portal }) {
  const { next, ended } = useSearch({ strict: false }) as { next?: string; ended?: string }
  const { problem, isBusy, signIn } = useSignIn(next)
  const [userName, setUserName] = useState('')
  const [password, setPassword] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void signIn(userName.trim(), password)
  }
  return (
    <DoorPage title="Sign in" brand={portal.brand}>
      {ended && !problem && (
        <p className="t-hint" role="status">
          Your session has ended. Sign in again to go on where you were.
        </p>
      )}
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="User name"
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            autoFocus
            value={userName}
            onChange={(event) => setUserName(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
          />
          <RefusalNotice problem={problem} />
          <Button type="submit" size="sm" fullWidth loading={isBusy}>
            Sign in
          </Button>
          <p className="t-door-links">
            <Link to="/forgotten-password">Forgotten password</Link>
          </p>
          {portal.signInHelp}
        </Stack>
      </form>
    </DoorPage>
  )
}

function useSignIn(next: string | undefined) {
  const api = useApi()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const signIn = async (userName: string, password: string) => {
    setBusy(true)
    setProblem(null)
    try {
      const { mustChangePassword } = await startSession(api, userName, password)
      client.clear()
      await navigate({ to: mustChangePassword ? '/change-password' : '/' })
      if (!mustChangePassword && next?.startsWith('/') && !next.startsWith('//'))
        await navigate({ href: next } as never)
    } catch (error) {
      if (error instanceof ApiProblem) setProblem(error)
      else throw error
    } finally {
      setBusy(false)
    }
  }
  return { problem, isBusy, signIn }
}
