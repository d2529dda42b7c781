import { Select, TextInput } from '@mantine/core'
import type { FormContact } from './form.ts'

interface ShipToEmailProps {
  readonly description: string
  readonly placeholder?: string
  /** Addresses with commas between them. */
  readonly value: string
  readonly error: string | null
  readonly onChange: (value: string) => void
  readonly onBlur?: () => void
  /** People to choose from; without any, addresses are only typed. */
  readonly contacts: readonly FormContact[]
  /** How more people are found while their name is typed. */
  readonly search?: {
    readonly text: string
    readonly onText: (text: string) => void
    readonly isSearching: boolean
  }
}

/** Where a license is mailed: addresses that are typed, or those of contacts. */
export function ShipToEmail(props: ShipToEmailProps) {
  const { value, onChange, contacts, search, ...shown } = props
  const given = value.split(',').filter(Boolean)
  const proposed = contacts.filter(
    ({ email }, at) =>
      email && !given.includes(email) && contacts.findIndex((one) => one.email === email) === at,
  )
  return (
    <div>
      <TextInput
        id="ship-to-email"
        label="Ship-to email"
        inputMode="email"
        autoComplete="off"
        spellCheck={false}
        {...shown}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value.replaceAll(/\s+/g, ''))}
      />
      {(search || proposed.length > 0) && (
        <Select
          mt={8}
          aria-label="Add a contact to the ship-to email"
          placeholder="Add a contact of the account"
          searchable
          {...(search && { searchValue: search.text, onSearchChange: search.onText })}
          nothingFoundMessage={search?.isSearching ? 'Searching…' : 'Nobody is called that.'}
          value={null}
          data={proposed.map(({ name, email }) => ({
            value: email,
            label: name ? `${name} (${email})` : email,
          }))}
          onChange={(email) => {
            if (email) onChange([...given, email].join(','))
            search?.onText('')
          }}
        />
      )}
    </div>
  )
}
