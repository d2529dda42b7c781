import { ApiProblem } from '@tallystick/api/client.ts'
import { Button, PasswordInput, Stack } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import { RefusalNotice } from '../feedback/RefusalNotice.tsx'

const REVEAL = { 'aria-label': 'Show the password' }

interface PasswordFormProps {
  readonly asksCurrent: boolean
  readonly act: string
  readonly onSubmit: (newPassword: string, currentPassword: string) => Promise<void>
  readonly children?: ReactNode
}

/** A new password, twice; with the current one where that is asked. The server's rules are said at the form. */
export function PasswordForm({ asksCurrent, act, onSubmit, children }: PasswordFormProps) {
  const [current, setCurrent] = useState('')
  const [chosen, setChosen] = useState('')
  const [again, setAgain] = useState('')
  const [isChecked, setChecked] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const differs = again !== chosen
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (differs || chosen === '') return
    setBusy(true)
    setProblem(null)
    try {
      await onSubmit(chosen, current)
    } catch (error) {
      if (error instanceof ApiProblem) setProblem(error)
      else throw error
    } finally {
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        {asksCurrent && (
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            visibilityToggleButtonProps={REVEAL}
          />
        )}
        <PasswordInput
          label="New password"
          autoComplete="new-password"
          value={chosen}
          error={isChecked && chosen === '' ? 'Choose a password.' : null}
          onChange={(event) => setChosen(event.currentTarget.value)}
          visibilityToggleButtonProps={REVEAL}
        />
        <PasswordInput
          label="New password again"
          autoComplete="new-password"
          value={again}
          error={isChecked && differs ? 'The two do not match.' : null}
          onChange={(event) => setAgain(event.currentTarget.value)}
          onBlur={() => again !== '' && setChecked(true)}
          visibilityToggleButtonProps={REVEAL}
        />
        <RefusalNotice problem={problem} />
        {children}
        <Button type="submit" size="sm" loading={isBusy}>
          {act}
        </Button>
      </Stack>
    </form>
  )
}
