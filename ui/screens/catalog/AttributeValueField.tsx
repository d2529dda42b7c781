import { Group, NativeSelect, NumberInput, Switch, TagsInput, TextInput } from '@mantine/core'
import type { AttributeDefinition } from '@tallystick/catalog/rules/model-attributes.ts'

interface ValueProps {
  readonly definition: AttributeDefinition
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly error?: string | undefined
}

const NO_CHOICE = { value: '', label: 'Choose' }

/** The field for the value of one attribute, by what kind of value it has. */
export function AttributeValueField(props: ValueProps) {
  const { definition, value, onChange, error } = props
  const { field, label } = definition
  const name = `${label}: value`
  const text = typeof value === 'string' ? value : ''
  switch (field.is) {
    case 'switch':
      return (
        <Switch
          aria-label={name}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )
    case 'choice':
      return (
        <NativeSelect
          aria-label={name}
          error={error}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
          data={[NO_CHOICE, ...field.choices]}
        />
      )
    case 'text':
      return (
        <TextInput
          aria-label={name}
          error={error}
          maxLength={field.lengthMax}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      )
    case 'count':
      return (
        <NumberInput
          aria-label={name}
          error={error}
          hideControls
          allowDecimal={false}
          suffix={field.unit ? ` ${field.unit}` : ''}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(next === '' ? undefined : Number(next))}
        />
      )
    case 'time-zone':
      return (
        <TextInput
          aria-label={name}
          error={error}
          placeholder="server, or +0100 +0200"
          value={text}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      )
    case 'dup-group':
      return (
        <TextInput
          aria-label={name}
          error={error}
          placeholder="NONE, SITE or some of U H D V"
          value={text}
          onChange={(event) => onChange(event.currentTarget.value.toUpperCase() || undefined)}
        />
      )
    case 'platforms':
      return (
        <TagsInput
          aria-label={name}
          error={error}
          data={[...field.known]}
          splitChars={[',', ' ']}
          value={Array.isArray(value) ? (value as string[]) : []}
          onChange={(next) => onChange(next.length === 0 ? undefined : next)}
        />
      )
    case 'user-or-host':
      return <UserOrHost {...props} />
    case 'overdraft':
      return <Overdraft {...props} />
  }
}

function UserOrHost({ definition, value, onChange, error }: ValueProps) {
  const { basis = '', count = null } = (value ?? {}) as { basis?: string; count?: number | null }
  return (
    <Group gap="xs" wrap="nowrap">
      <NativeSelect
        aria-label={`${definition.label}: user or host`}
        error={error}
        value={basis}
        onChange={(event) => {
          const next = event.currentTarget.value
          onChange(next === '' ? undefined : { basis: next, count })
        }}
        data={[NO_CHOICE, { value: 'user', label: 'User' }, { value: 'host', label: 'Host' }]}
      />
      <NumberInput
        aria-label={`${definition.label}: how many`}
        placeholder="number"
        hideControls
        allowDecimal={false}
        disabled={basis === ''}
        value={count ?? ''}
        onChange={(next) => onChange({ basis, count: next === '' ? null : Number(next) })}
      />
    </Group>
  )
}

function Overdraft({ definition, value, onChange, error }: ValueProps) {
  const given = (value ?? {}) as {
    copies?: number
    percent?: number
    perFulfillmentMin?: number
    perFulfillmentMax?: number
  }
  const unit = given.percent === undefined ? 'copies' : 'percent'
  const { copies: _copies, percent: _percent, ...limits } = given
  const amount = given.percent ?? given.copies
  const write = (nextUnit: string, next: number | undefined) =>
    onChange(next === undefined ? undefined : { ...limits, [nextUnit]: next })
  return (
    <Group gap="xs" wrap="nowrap">
      <NumberInput
        aria-label={`${definition.label}: amount`}
        error={error}
        hideControls
        allowDecimal={false}
        value={amount ?? ''}
        onChange={(next) => write(unit, next === '' ? undefined : Number(next))}
      />
      <NativeSelect
        aria-label={`${definition.label}: copies or percent`}
        value={unit}
        onChange={(event) => write(event.currentTarget.value, amount ?? 0)}
        data={[
          { value: 'copies', label: 'copies' },
          { value: 'percent', label: '% of the copies' },
        ]}
      />
    </Group>
  )
}
