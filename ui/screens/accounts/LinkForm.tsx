import { Button } from '@mantine/core'
import { listAccounts } from '@tallystick/accounts/contracts.ts'
import type { ApiProblem } from '@tallystick/api/client.ts'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { RefSelect } from '@tallystick/kit/form/RefSelect.tsx'
import { useState, type FormEvent } from 'react'
import type { Account } from './account-words.ts'

interface LinkFormProps {
  readonly label: string
  readonly act: string
  readonly kind: Account['kind']
  readonly isBusy: boolean
  readonly problem: ApiProblem | null
  readonly onLink: (account: string) => void
}

/** Chooses an account and does one thing with it; a refusal stands below. */
export function LinkForm({ label, act, kind, isBusy, problem, onLink }: LinkFormProps) {
  const [account, setAccount] = useState<string | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (account) onLink(account)
  }
  return (
    <form className="t-inline-form" aria-label={act} onSubmit={submit}>
      <RefSelect
        list={listAccounts}
        searches="name"
        params={{ kind }}
        valueOf={(row) => row.id}
        labelOf={(row) => `${row.code} (${row.name})`}
        label={label}
        placeholder="Type a part of the account name"
        value={account}
        onChange={setAccount}
      />
      <Button type="submit" variant="default" size="sm" disabled={account === null} loading={isBusy}>
        {act}
      </Button>
      <RefusalNotice problem={problem} />
    </form>
  )
}
