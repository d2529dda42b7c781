import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { mdiClose, mdiMagnify } from '@mdi/js'
import type { ReactNode, Ref } from 'react'
import { Icon } from '../format/Icon.tsx'

interface SearchFormProps {
  /** What is searched, for screen readers. */
  readonly label: string
  /** Where can be searched; a single place is not asked for. */
  readonly scopes: readonly { readonly value: string; readonly label: string }[]
  readonly scope: string
  readonly onScope: (scope: string) => void
  /** Stands between the scope and the value. */
  readonly children?: ReactNode
  readonly placeholder: string
  readonly type?: 'text' | 'date'
  readonly value: string
  readonly onValue: (value: string) => void
  readonly inputRef?: Ref<HTMLInputElement>
  readonly onSearch: () => void
  readonly onClear: () => void
}

/** Scope and value of a search in one row. */
export function SearchForm(props: SearchFormProps) {
  const { label, scopes, scope, onScope, children, placeholder, type = 'text' } = props
  const { value, onValue, inputRef, onSearch, onClear } = props
  return (
    <form
      className="t-search"
      role="search"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        onSearch()
      }}
    >
      {scopes.length > 1 && (
        <NativeSelect
          aria-label="Search in"
          className="t-search-scope"
          value={scope}
          onChange={(event) => onScope(event.currentTarget.value)}
          data={[...scopes]}
        />
      )}
      {children}
      <TextInput
        ref={inputRef}
        type={type}
        aria-label={`Value of ${scopes.find((one) => one.value === scope)?.label ?? scope}`}
        className="t-search-value"
        placeholder={placeholder}
        value={value}
        onChange={(event) => onValue(event.currentTarget.value)}
        rightSection={
          value === '' ? null : (
            <ActionIcon size="sm" aria-label="Clear the search" onClick={onClear}>
              <Icon path={mdiClose} size={16} />
            </ActionIcon>
          )
        }
      />
      <Button
        type="submit"
        variant="default"
        size="sm"
        leftSection={<Icon path={mdiMagnify} />}
        className="t-search-go"
      >
        Search
      </Button>
    </form>
  )
}
