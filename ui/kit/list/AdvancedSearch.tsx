import { ActionIcon, Button, Checkbox, Drawer, Group, NativeSelect, TextInput } from '@mantine/core'
import { mdiPlus } from '@mdi/js'
import {
  OPERATORS,
  type Column,
  type Condition,
  type ListContract,
  type Operator,
} from '@tallystick/kernel/list/define.ts'
import { useState, type FormEvent } from 'react'
import { ReturnedFocus } from '../feedback/use-returned-focus.ts'
import { Icon } from '../format/Icon.tsx'
import {
  attributeConditions,
  attributeLinesOf,
  type AttributeLine,
  type AttributeOption,
} from './attribute-conditions.ts'
import { AttributeLines } from './AttributeLines.tsx'
import { OPERATOR_WORDS, searchableColumns } from './list-address.ts'
import type { ListPageProps } from './list-view.ts'

interface AdvancedSearchProps {
  readonly list: ListContract
  readonly where: readonly Condition[]
  readonly onSearch: (where: readonly Condition[]) => void
  readonly onClose: () => void
  readonly useAttributes?: ListPageProps<ListContract>['useAttributes'] | undefined
}

const NO_OPTIONS: readonly AttributeOption[] = []
const useNoAttributes = () => NO_OPTIONS

/** One line of the form: a condition that may still be without a value. */
type Line = Condition

/**
 * All searchable fields at once; all that are filled must match. "Clear" empties the form and leaves the
 * running search alone until "Search" is pressed.
 */
export function AdvancedSearch({
  list,
  where,
  onSearch,
  onClose,
  useAttributes = useNoAttributes,
}: AdvancedSearchProps) {
  const offered = useAttributes()
  const [lines, setLines] = useState<readonly Line[]>(() => linesOf(list, where))
  const [attributes, setAttributes] = useState<readonly AttributeLine[]>(() => attributeLinesOf(where))
  const change = (at: number, part: Partial<Line>) =>
    setLines(lines.map((line, index) => (index === at ? { ...line, ...part } : line)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const asked = lines
      .map((line) => ({ ...line, value: line.value.trim() }))
      .filter(({ value }) => value !== '')
    onSearch([...asked, ...attributeConditions(attributes)])
    onClose()
  }
  const clear = () => {
    setLines(linesOf(list, []))
    setAttributes([])
  }
  return (
    <Drawer opened onClose={onClose} position="right" size="md" title={<h2>Advanced search</h2>}>
      <ReturnedFocus />
      <form onSubmit={submit} className="t-advanced">
        <p className="t-hint">Everything that you fill in must match.</p>
        {lines.map((line, at) => {
          const column = list.columns[line.column]
          if (!column) return null
          const isSecond = lines[at - 1]?.column === line.column
          const add = () =>
            setLines([...lines.slice(0, at + 1), secondLine(column, line), ...lines.slice(at + 1)])
          return (
            <AdvancedLine
              key={`${line.column}${at}`}
              column={column}
              line={line}
              label={isSecond ? `and ${column.label}` : column.label}
              onChange={(part) => change(at, part)}
              onAdd={isRange(column) && !isSecond && lines[at + 1]?.column !== line.column ? add : null}
            />
          )
        })}
        {list.customAttributes && (
          <AttributeLines lines={attributes} offered={offered} onChange={setAttributes} />
        )}
        <Group justify="flex-end" gap="xs" className="t-advanced-foot">
          <Button variant="default" onClick={clear}>
            Clear
          </Button>
          <Button type="submit">Search</Button>
        </Group>
      </form>
    </Drawer>
  )
}

interface LineProps {
  readonly column: Column
  readonly line: Line
  readonly label: string
  readonly onChange: (part: Partial<Line>) => void
  readonly onAdd: (() => void) | null
}

function AdvancedLine({ column, line, label, onChange, onAdd }: LineProps) {
  if (column.type === 'choice')
    return <ChoiceLine column={column} line={line} label={label} onChange={onChange} />
  if (column.type === 'boolean') {
    return (
      <NativeSelect
        label={label}
        value={line.value}
        onChange={(event) => onChange({ value: event.currentTarget.value })}
        data={[
          { value: '', label: 'Either' },
          { value: 'true', label: 'Yes' },
          { value: 'false', label: 'No' },
        ]}
      />
    )
  }
  const isDay = column.type === 'date' || column.type === 'instant'
  const type = isDay ? 'date' : 'text'
  return (
    <fieldset className="t-advanced-line">
      <legend>{label}</legend>
      <NativeSelect
        aria-label={`${label}: how to compare`}
        value={line.operator}
        onChange={(event) => onChange({ operator: event.currentTarget.value as Operator })}
        data={OPERATORS[column.type].map((one) => ({ value: one, label: OPERATOR_WORDS[one] }))}
      />
      <TextInput
        type={type}
        inputMode={column.type === 'number' ? 'numeric' : undefined}
        aria-label={label}
        value={line.value}
        onChange={(event) => onChange({ value: event.currentTarget.value })}
      />
      {onAdd && (
        <ActionIcon aria-label={`Second condition for ${label}`} onClick={onAdd} size="lg">
          <Icon path={mdiPlus} />
        </ActionIcon>
      )}
    </fieldset>
  )
}

function ChoiceLine({ column, line, label, onChange }: Omit<LineProps, 'onAdd'>) {
  const chosen = line.value === '' ? [] : line.value.split(',')
  return (
    <Checkbox.Group label={label} value={chosen} onChange={(values) => onChange({ value: values.join(',') })}>
      <Group gap="md" mt={4}>
        {Object.entries(column.choices ?? {}).map(([value, text]) => (
          <Checkbox key={value} value={value} label={text} size="xs" />
        ))}
      </Group>
    </Checkbox.Group>
  )
}

function linesOf(list: ListContract, where: readonly Condition[]): Line[] {
  return searchableColumns(list).flatMap((key) => {
    const own = where.filter((condition) => condition.column === key)
    const column = list.columns[key] as Column
    return own.length > 0 ? own : [{ column: key, operator: OPERATORS[column.type][0], value: '' }]
  })
}

function isRange(column: Column): boolean {
  return column.type === 'number' || column.type === 'date' || column.type === 'instant'
}

function secondLine(column: Column, line: Line): Line {
  const [low, high]: readonly [Operator, Operator] =
    column.type === 'number' ? ['atLeast', 'atMost'] : ['after', 'before']
  return { column: line.column, operator: line.operator === high ? low : high, value: '' }
}
