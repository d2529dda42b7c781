import { ApiProblem } from '@tallystick/api/client.ts'
import { Button, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useApi } from '../data/api-context.tsx'
import { RefusalNotice } from '../feedback/RefusalNotice.tsx'
import type { Portal } from '../portal/portal.ts'
import { Link } from '../shell/Link.tsx'
import { DoorPage } from './DoorPage.tsx'
import { requestPasswordLink } from './session-calls.ts'

/** Asks for a link by mail. Says the same whether or not there is such a user. */
export function ForgottenPage({ portal }: { readonly portal: Portal }) {
  const api = useApi()
  const [userName, setUserName] = useState('')
  const [isSent, setSent] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    try {
      await requestPasswordLink(api, userName.trim())
      setSent(true)
    } catch (error) {
      if (error instanceof ApiProblem) setProblem(error)
      else throw error
    }
  }
  return (
    <DoorPage title="Forgotten password" brand={portal.brand}>
      {isSent ? (
        <p role="status">
          If there is a user of this name with an email address, a link is on its way. It works once and for a
          short time.
        </p>
      ) : (
        <form onSubmit={(event) => void submit(event)}>
          <Stack gap="md">
            <TextInput
              label="User name"
              autoComplete="username"
              required
              value={userName}
              onChange={(event) => setUserName(event.currentTarget.value)}
            />
            <RefusalNotice problem={problem} />
            <Button type="submit" size="sm">
              Send me a link
            </Button>
          </Stack>
        </form>
      )}
      <p className="t-door-links">
        <Link to="/sign-in">Back to sign-in</Link>
      </p>
    </DoorPage>
  )
}
