import type { AttributeToAsk } from '@tallystick/catalog/rules/resolve-attributes.ts'
import { Checkbox, Group, Input, MultiSelect, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { ATTRIBUTE_HELP, PLATFORM_WORDS } from './attribute-help.ts'

interface AttributeInputProps {
  readonly asked: AttributeToAsk
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly onBlur: () => void
  /** ID of the input, for the focus on a wrong field. */
  readonly id: string
  readonly error: string | null
}

const NOT_USED = 'Not used'

/** The field of one license attribute, by what it holds. */
export function AttributeInput({ asked, value, onChange, onBlur, id, error }: AttributeInputProps) {
  const { field, label } = asked
  const shared = {
    id,
    label,
    error,
    onBlur,
    withAsterisk: asked.isRequired,
    description: ATTRIBUTE_HELP[asked.key],
  }
  switch (field.is) {
    case 'switch':
      return (
        <Checkbox
          id={id}
          label={label}
          description={ATTRIBUTE_HELP[asked.key]}
          error={error}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
          onBlur={onBlur}
        />
      )
    case 'choice':
      return (
        <Select
          {...shared}
          data={field.choices.map((one) => ({ ...one }))}
          value={typeof value === 'string' ? value : null}
          onChange={onChange}
          placeholder={NOT_USED}
          clearable={!asked.isRequired}
          comboboxProps={{ withinPortal: true }}
        />
      )
    case 'count':
      return (
        <NumberInput
          {...shared}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : null)}
          min={field.min}
          max={asked.max ?? field.max}
          clampBehavior="none"
          allowDecimal={false}
          hideControls
          placeholder={asked.isRequired ? '' : NOT_USED}
          rightSection={field.unit ? <span className="t-muted">{field.unit}</span> : null}
          rightSectionWidth={72}
          thousandSeparator
        />
      )
    case 'platforms':
      return <PlatformsInput {...shared} known={field.known} value={value} onChange={onChange} />
    case 'time-zone':
      return <TimeZoneInput {...shared} value={value} onChange={onChange} />
    case 'user-or-host':
      return <UserOrHostInput {...shared} value={value} onChange={onChange} />
    case 'text':
    case 'overdraft':
    case 'dup-group':
      return (
        <TextInput
          {...shared}
          maxLength={field.is === 'text' ? field.lengthMax : 60}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value)}
          placeholder={asked.isRequired ? '' : NOT_USED}
        />
      )
  }
}

interface SharedProps {
  readonly id: string
  readonly label: string
  readonly error: string | null
  readonly onBlur: () => void
  readonly withAsterisk: boolean
  readonly description: string | undefined
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}

function PlatformsInput({
  known,
  value,
  onChange,
  id,
  onBlur,
  ...shared
}: SharedProps & { known: readonly string[] }) {
  const chosen = Array.isArray(value) ? (value as string[]) : []
  return (
    <Checkbox.Group {...shared} value={chosen} onChange={onChange}>
      <div className="w-platforms">
        {[...new Set([...known, ...chosen])].map((code, at) => (
          <Checkbox
            key={code}
            value={code}
            label={PLATFORM_WORDS[code] ?? code}
            description={PLATFORM_WORDS[code] ? <span className="t-mono">{code}</span> : undefined}
            onBlur={onBlur}
            {...(at === 0 ? { id } : {})}
          />
        ))}
      </div>
    </Checkbox.Group>
  )
}

const OFFSETS = Array.from({ length: 27 }, (_none, at) => at - 12).map((hours) => {
  const text = `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}00`
  return { value: text, label: `UTC ${hours < 0 ? '−' : '+'}${Math.abs(hours)}:00` }
})

function TimeZoneInput({ value, onChange, id, onBlur, error, ...shared }: SharedProps) {
  const isServer = value === 'server'
  const isList = typeof value === 'string' && !isServer
  const mode = isServer ? 'server' : isList ? 'list' : null
  return (
    <Stack gap={6}>
      <Select
        {...shared}
        id={id}
        error={isList ? null : error}
        data={[
          { value: 'server', label: 'Time zone of the license server only' },
          { value: 'list', label: 'These time zones' },
        ]}
        placeholder={NOT_USED}
        clearable={!shared.withAsterisk}
        value={mode}
        onChange={(next) => onChange(next === 'server' ? 'server' : next === 'list' ? '+0000' : null)}
        onBlur={onBlur}
      />
      {isList && (
        <MultiSelect
          aria-label="Time zones"
          data={OFFSETS}
          value={String(value).split(' ').filter(Boolean)}
          onChange={(zones) => onChange(zones.join(' '))}
          onBlur={onBlur}
          error={error}
          searchable
        />
      )}
    </Stack>
  )
}

function UserOrHostInput({
  value,
  onChange,
  id,
  onBlur,
  error,
  label,
  description,
  withAsterisk,
}: SharedProps) {
  const { basis, count } = (value ?? {}) as { basis?: 'user' | 'host'; count?: number | null }
  return (
    <Input.Wrapper id={id} label={label} description={description} error={error} withAsterisk={withAsterisk}>
      <Group gap="xs" mt={6} align="start" wrap="nowrap">
        <Select
          id={id}
          aria-label={`${label}: tied to`}
          data={[
            { value: 'user', label: 'Users' },
            { value: 'host', label: 'Machines' },
          ]}
          placeholder={NOT_USED}
          clearable={!withAsterisk}
          value={basis ?? null}
          onChange={(next) => onChange(next === null ? null : { basis: next, count: count ?? null })}
          onBlur={onBlur}
        />
        {basis && (
          <NumberInput
            aria-label={`${label}: how many`}
            placeholder="any number"
            value={count ?? ''}
            onChange={(next) => onChange({ basis, count: typeof next === 'number' ? next : null })}
            onBlur={onBlur}
            allowDecimal={false}
            min={1}
            hideControls
          />
        )}
      </Group>
    </Input.Wrapper>
  )
}
