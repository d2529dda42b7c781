import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { mdiClose, mdiMagnify } from '@mdi/js'
import {
  OPERATORS,
  type Condition,
  type ListContract,
  type Operator,
} from '@tallystick/kernel/list/define.ts'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { Icon } from '../format/Icon.tsx'
import { OPERATOR_WORDS, simpleCondition, simpleScopes } from './list-address.ts'

interface SimpleSearchProps {
  readonly list: ListContract
  readonly where: readonly Condition[]
  readonly onSearch: (where: readonly Condition[]) => void
}

/** Scope, operator, value in one row. `/` leads here from anywhere on the page. */
export function SimpleSearch({ list, where, onSearch }: SimpleSearchProps) {
  const scopes = simpleScopes(list)
  const running = simpleCondition(list, where)
  const [scope, setScope] = useState(running?.column ?? scopes[0] ?? '')
  const [operator, setOperator] = useState<Operator>(running?.operator ?? 'contains')
  const [value, setValue] = useState(running?.value ?? '')
  const input = useRef<HTMLInputElement>(null)
  useFollow(running, { setScope, setOperator, setValue })
  useSlashKey(input)
  const column = list.columns[scope]
  if (!column) return null
  const operators: readonly Operator[] = OPERATORS[column.type]
  const chosen = operators.includes(operator) ? operator : (operators[0] as Operator)
  const submit = (text: string) => {
    const rest = where.filter((condition) => condition !== running)
    const added = text.trim() === '' ? [] : [{ column: scope, operator: chosen, value: text.trim() }]
    onSearch([...rest, ...added])
  }
  return (
    <form
      className="t-search"
      role="search"
      aria-label={list.title}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        submit(value)
      }}
    >
      {scopes.length > 1 && (
        <NativeSelect
          aria-label="Search in"
          className="t-search-scope"
          value={scope}
          onChange={(event) => setScope(event.currentTarget.value)}
          data={scopes.map((key) => ({ value: key, label: list.columns[key]?.label ?? key }))}
        />
      )}
      <NativeSelect
        aria-label="How to compare"
        className="t-search-operator"
        value={chosen}
        onChange={(event) => setOperator(event.currentTarget.value as Operator)}
        data={operators.map((one) => ({ value: one, label: OPERATOR_WORDS[one] }))}
      />
      <TextInput
        ref={input}
        type={column.type === 'date' || column.type === 'instant' ? 'date' : 'text'}
        aria-label={`Value of ${column.label}`}
        className="t-search-value"
        placeholder={column.label}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        rightSection={
          value === '' ? null : (
            <ActionIcon
              size="sm"
              aria-label="Clear the search"
              onClick={() => {
                setValue('')
                submit('')
                input.current?.focus()
              }}
            >
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

interface Setters {
  readonly setScope: (value: string) => void
  readonly setOperator: (value: Operator) => void
  readonly setValue: (value: string) => void
}

/** Shows what runs when the address changes by other ways: back, a chip removed, the advanced search. */
function useFollow(running: Condition | null, { setScope, setOperator, setValue }: Setters): void {
  const text = running ? JSON.stringify(running) : ''
  useEffect(() => {
    if (text === '') {
      setValue('')
      return
    }
    const condition = JSON.parse(text) as Condition
    setScope(condition.column)
    setOperator(condition.operator)
    setValue(condition.value)
  }, [text, setScope, setOperator, setValue])
}

function useSlashKey(input: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      const isTyping = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [input])
}
