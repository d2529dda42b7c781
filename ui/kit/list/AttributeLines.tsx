import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { mdiClose, mdiPlus } from '@mdi/js'
import { ATTRIBUTE_OPERATORS, isAttributeName, type Operator } from '@tallystick/kernel/list/define.ts'
import { Icon } from '../format/Icon.tsx'
import { nextLine, type AttributeLine } from './attribute-conditions.ts'
import { OPERATOR_WORDS } from './list-address.ts'

interface AttributeLinesProps {
  readonly lines: readonly AttributeLine[]
  readonly onChange: (lines: readonly AttributeLine[]) => void
}

/** Conditions on custom attributes: name, operator and value in rows that can be added and removed. */
export function AttributeLines({ lines, onChange }: AttributeLinesProps) {
  const change = (key: number, part: Partial<AttributeLine>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...part } : line)))
  return (
    <>
      {lines.map((line, at) => (
        <AttributeRow
          key={line.key}
          line={line}
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
        onClick={() => onChange([...lines, nextLine(lines)])}
      >
        Add custom attribute
      </Button>
    </>
  )
}

interface RowProps {
  readonly line: AttributeLine
  readonly label: string
  readonly onChange: (part: Partial<AttributeLine>) => void
  readonly onRemove: () => void
}

function AttributeRow({ line, label, onChange, onRemove }: RowProps) {
  const name = line.name.trim()
  const isWrong = name !== '' && !isAttributeName(name)
  const isNameless = name === '' && line.value.trim() !== ''
  return (
    <fieldset className="t-advanced-attribute">
      <legend>{label}</legend>
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
      <ActionIcon aria-label={`Remove: ${label}`} onClick={onRemove} size="lg">
        <Icon path={mdiClose} />
      </ActionIcon>
      <NativeSelect
        aria-label={`${label}: how to compare`}
        value={line.operator}
        onChange={(event) => onChange({ operator: event.currentTarget.value as Operator })}
        data={ATTRIBUTE_OPERATORS.map((one) => ({ value: one, label: OPERATOR_WORDS[one] }))}
      />
      <TextInput
        aria-label={`${label}: value`}
        placeholder="Value"
        value={line.value}
        onChange={(event) => onChange({ value: event.currentTarget.value })}
      />
    </fieldset>
  )
}
