import { MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { ListContract, RowOf } from '@tallystick/kernel/list/define.ts'
import { useState } from 'react'
import { usePage } from '../data/queries.ts'

interface MultiRefSelectProps<L extends ListContract> {
  readonly list: L
  readonly searches: keyof L['columns'] & string
  readonly valueOf: (row: RowOf<L>) => string
  readonly labelOf: (row: RowOf<L>) => string
  readonly where?: readonly string[]
  readonly params?: Readonly<Record<string, unknown>>
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
  readonly label: string
  readonly description?: string | undefined
  readonly error?: string | undefined
  readonly path?: string
}

/** Chooses several records of another list by typing a part of their names. */
export function MultiRefSelect<L extends ListContract>(props: MultiRefSelectProps<L>) {
  const { list, searches, valueOf, labelOf, where = [], value } = props
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [asked] = useDebouncedValue(text.trim(), 150)
  const question = {
    where: [...where, ...(asked === '' ? [] : [`${searches}.contains:${asked}`])],
    limit: 20,
    ...(props.params ? { params: props.params } : {}),
  }
  const query = usePage(list, question, { enabled: isOpen })
  const rows = (query.data?.rows ?? []) as readonly RowOf<L>[]
  const found = rows.map((row) => ({ value: valueOf(row), label: labelOf(row) }))
  const chosen = value
    .filter((one) => !found.some((row) => row.value === one))
    .map((one) => ({ value: one, label: one }))
  return (
    <MultiSelect
      label={props.label}
      description={props.description}
      error={props.error}
      data-path={props.path}
      placeholder={value.length === 0 ? 'Type a part of the name' : ''}
      searchable
      hidePickedOptions
      data={[...chosen, ...found]}
      filter={({ options }) => options}
      value={[...value]}
      onSearchChange={setText}
      onDropdownOpen={() => setOpen(true)}
      nothingFoundMessage={query.isFetching ? 'Searching…' : 'Nothing found'}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      onChange={props.onChange}
    />
  )
}
