import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { mdiClose, mdiPlus } from '@mdi/js'
import { isAttributeName, type Operator } from '@tallystick/kernel/list/define.ts'
import { Icon } from '../format/Icon.tsx'
import { nextLine, operatorsOf, type AttributeLine, type AttributeOption } from './attribute-conditions.ts'
import { OPERATOR_WORDS } from './list-address.ts'

interface AttributeLinesProps {
  readonly lines: readonly AttributeLine[]
  /** Attributes that are known; without any, names are typed. */
  readonly offered: readonly AttributeOption[]
  readonly onChange: (lines: readonly AttributeLine[]) => void
}

/** Conditions on custom attributes: name, operator and value in rows that can be added and removed. */
export function AttributeLines({ lines, offered, onChange }: AttributeLinesProps) {
  const change = (key: number, part: Partial<AttributeLine>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...part } : line)))
  return (
    <>
      {lines.map((line, at) => (
        <AttributeRow
          key={line.key}
          line={line}
          offered={offered}
          label={lines.length > 1 ? `Custom attribute ${at + 1}` : 'Custom attribute'}
          onChange={(part) => change(line.key, part)}
          onRemove={() => onChange(lines.filter((one) => one !== line))}
        />
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        className="t-advanced-add"
        leftSection={<Icon path={mdiPlus} />}
        onClick={() => onChange([...lines, nextLine(lines, offered[0])])}
      >
        Add custom attribute
      </Button>
    </>
  )
}

interface RowProps {
  readonly line: AttributeLine
  readonly offered: readonly AttributeOption[]
  readonly label: string
  readonly onChange: (part: Partial<AttributeLine>) => void
  readonly onRemove: () => void
}

function AttributeRow({ line, offered, label, onChange, onRemove }: RowProps) {
  const name = line.name.trim()
  const isWrong = name !== '' && !isAttributeName(name)
  const option = offered.find((one) => one.name === name)
  const isNameless = name === '' && line.value.trim() !== ''
  return (
    <fieldset className="t-advanced-attribute">
      <legend>{label}</legend>
      {offered.length > 0 && (option || name === '') ? (
        <NativeSelect
          aria-label={`${label}: name`}
          autoFocus
          value={name}
          onChange={(event) => {
            const next = offered.find((one) => one.name === event.currentTarget.value)
            onChange({ name: next?.name ?? '', operator: operatorsOf(next)[0] as Operator, value: '' })
          }}
          data={offered.map((one) => ({ value: one.name, label: one.label }))}
        />
      ) : (
        <TextInput
          aria-label={`${label}: name`}
          placeholder="Name"
          autoFocus={line.name === ''}
          maxLength={100}
          required={isNameless}
          pattern="[^.:]+"
          title="A name without dots and colons"
          error={isWrong ? 'A name has no dots and no colons.' : undefined}
          value={line.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
      )}
      <ActionIcon aria-label={`Remove: ${label}`} onClick={onRemove} size="lg">
        <Icon path={mdiClose} />
      </ActionIcon>
      <NativeSelect
        aria-label={`${label}: how to compare`}
        value={line.operator}
        onChange={(event) => onChange({ operator: event.currentTarget.value as Operator })}
        data={[...new Set([...operatorsOf(option), line.operator])].map((one) => ({
          value: one,
          label: OPERATOR_WORDS[one],
        }))}
      />
      <ValueInput
        label={`${label}: value`}
        option={option}
        value={line.value}
        onChange={(value) => onChange({ value })}
      />
    </fieldset>
  )
}

interface ValueProps {
  readonly label: string
  readonly option: AttributeOption | undefined
  readonly value: string
  readonly onChange: (value: string) => void
}

function ValueInput({ label, option, value, onChange }: ValueProps) {
  if (option?.type === 'boolean' || option?.type === 'choice') {
    const choices =
      option.type === 'choice'
        ? option.choices.map((one) => ({ value: one, label: one }))
        : [
            { value: 'true', label: 'Yes' },
            { value: 'false', label: 'No' },
          ]
    return (
      <NativeSelect
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[{ value: '', label: 'Any' }, ...choices]}
      />
    )
  }
  return (
    <TextInput
      aria-label={label}
      placeholder="Value"
      type={option?.type === 'date' ? 'date' : 'text'}
      inputMode={option?.type === 'number' ? 'decimal' : undefined}
      {...(option?.type === 'number' ? { pattern: '-?[0-9]+([.][0-9]+)?', title: 'A number' } : {})}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
