import { NativeSelect } from '@mantine/core'
import {
  OPERATORS,
  type Condition,
  type ListContract,
  type Operator,
} from '@tallystick/kernel/list/define.ts'
import { useEffect, useRef, useState } from 'react'
import { OPERATOR_WORDS, simpleCondition, simpleScopes } from './list-address.ts'
import { SearchForm } from './SearchForm.tsx'

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
    <SearchForm
      label={list.title}
      scopes={scopes.map((key) => ({ value: key, label: list.columns[key]?.label ?? key }))}
      scope={scope}
      onScope={setScope}
      placeholder={column.label}
      type={column.type === 'date' || column.type === 'instant' ? 'date' : 'text'}
      value={value}
      onValue={setValue}
      inputRef={input}
      onSearch={() => submit(value)}
      onClear={() => {
        setValue('')
        submit('')
        input.current?.focus()
      }}
    >
      <NativeSelect
        aria-label="How to compare"
        className="t-search-operator"
        value={chosen}
        onChange={(event) => setOperator(event.currentTarget.value as Operator)}
        data={operators.map((one) => ({ value: one, label: OPERATOR_WORDS[one] }))}
      />
    </SearchForm>
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
