import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { OutputOf } from '@tallystick/api/client.ts'
import type { findTransferTargets } from '@tallystick/entitlements/operations/find-transfer-targets.contract.ts'
import { useState } from 'react'

/** An account that copies can go to, with people there. */
export type TargetAccount = OutputOf<typeof findTransferTargets>['accounts'][number]

/** What was chosen so far. */
export interface Target {
  readonly account: TargetAccount | null
  readonly contact: string | null
}

/** Nobody yet. */
export const NO_TARGET: Target = { account: null, contact: null }

/** Fewest characters that a search begins with. */
const TEXT_MIN = 3

interface TargetChoiceProps {
  readonly target: Target
  readonly onChange: (target: Target) => void
  /** Asks the server for accounts with the text in their name or ID. */
  readonly useAccounts: (
    text: string,
    isEnabled: boolean,
  ) => {
    readonly accounts: readonly TargetAccount[]
    readonly isSearching: boolean
  }
  /** Which accounts can be found. */
  readonly description: string
}

/** The account that copies go to, found while its name is typed, and who is told there. */
export function TargetChoice({ target, onChange, useAccounts, description }: TargetChoiceProps) {
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 200)
  const { account, contact } = target
  const isTyped = asked.length >= TEXT_MIN && asked !== (account ? labelOf(account) : '')
  const { accounts, isSearching } = useAccounts(asked, isTyped)
  const found = isTyped ? accounts : []
  const shown = account && !found.some(({ id }) => id === account.id) ? [account, ...found] : found
  return (
    <>
      <Select
        label="Target account"
        description={description}
        placeholder={`Type ${TEXT_MIN} or more characters of its name or account ID`}
        withAsterisk
        searchable
        data={shown.map((one) => ({ value: one.id, label: labelOf(one) }))}
        filter={({ options }) => options}
        value={account?.id ?? null}
        onSearchChange={setText}
        nothingFoundMessage={nothingText(asked, isSearching)}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        onChange={(id) => onChange({ account: shown.find((one) => one.id === id) ?? null, contact: null })}
      />
      {account && account.contacts.length > 0 && (
        <Select
          label="Contact"
          description="Gets the mails about it. Nobody chosen: the people of the account."
          placeholder="The people of the account"
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Clear' }}
          data={account.contacts.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
          value={contact}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          onChange={(next) => onChange({ account, contact: next })}
        />
      )}
    </>
  )
}

/** `ID (name)`. */
export function labelOf(account: Pick<TargetAccount, 'accountId' | 'name'>): string {
  return `${account.accountId} (${account.name})`
}

function nothingText(text: string, isSearching: boolean): string {
  if (text.length < TEXT_MIN) return `Type ${TEXT_MIN} or more characters`
  return isSearching ? 'Searching…' : 'Nothing found'
}
