import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { ListContract, RowOf } from '@tallystick/kernel/list/define.ts'
import { useState } from 'react'
import { usePage } from '../data/queries.ts'

interface RefSelectProps<L extends ListContract> {
  readonly list: L
  /** The text column that is searched while typing. */
  readonly searches: keyof L['columns'] & string
  /** The reference that is sent: a public name or a key. */
  readonly valueOf: (row: RowOf<L>) => string
  readonly labelOf: (row: RowOf<L>) => string
  /** Conditions that always hold: `state.in:draft,deployed`. */
  readonly where?: readonly string[]
  readonly params?: Readonly<Record<string, unknown>>
  readonly value: string | null
  readonly onChange: (value: string | null, row: RowOf<L> | null) => void
  /** Label of a value that is set from outside, when it differs from the value. */
  readonly valueLabel?: string | undefined
  readonly label?: string
  readonly 'aria-label'?: string
  readonly description?: string | undefined
  readonly error?: string | undefined
  readonly path?: string
  readonly isRequired?: boolean
  readonly onBlur?: () => void
  readonly placeholder?: string
}

/** Chooses a record of another list by typing a part of its name; only 20 are fetched at a time. */
export function RefSelect<L extends ListContract>(props: RefSelectProps<L>) {
  const { list, searches, valueOf, labelOf, where = [], value, onChange, label } = props
  const [text, setText] = useState('')
  const [picked, setPicked] = useState<{ value: string; label: string } | null>(null)
  const [isOpen, setOpen] = useState(false)
  const [asked] = useDebouncedValue(text.trim(), 150)
  const labelOfValue = picked?.value === value ? picked?.label : (props.valueLabel ?? value ?? '')
  const isTyped = asked !== '' && asked !== labelOfValue
  const query = usePage(
    list,
    {
      where: [...where, ...(isTyped ? [`${searches}.contains:${asked}`] : [])],
      limit: 20,
      ...(props.params ? { params: props.params } : {}),
    },
    { enabled: isOpen },
  )
  const rows = (query.data?.rows ?? []) as readonly RowOf<L>[]
  const found = rows.map((row) => ({ value: valueOf(row), label: labelOf(row) }))
  const data =
    value && !found.some((one) => one.value === value)
      ? [{ value, label: labelOfValue ?? value }, ...found]
      : found
  return (
    <Select
      {...(label ? { label } : { 'aria-label': props['aria-label'] ?? list.title })}
      description={props.description}
      data-path={props.path}
      error={props.error}
      withAsterisk={props.isRequired ?? false}
      placeholder={props.placeholder ?? 'Type a part of the name'}
      searchable
      clearable={!props.isRequired}
      clearButtonProps={{ 'aria-label': 'Clear' }}
      data={unique(data)}
      filter={({ options }) => options}
      value={value}
      onSearchChange={setText}
      onDropdownOpen={() => setOpen(true)}
      onBlur={() => props.onBlur?.()}
      nothingFoundMessage={query.isFetching ? 'Searching…' : 'Nothing found'}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      onChange={(next, option) => {
        setPicked(next === null || option === null ? null : { value: next, label: option.label })
        onChange(next, rows.find((row) => valueOf(row) === next) ?? null)
      }}
    />
  )
}

function unique(data: readonly { value: string; label: string }[]): { value: string; label: string }[] {
  return [...new Map(data.map((one) => [one.value, one])).values()]
}
