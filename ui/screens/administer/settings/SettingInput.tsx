import { NumberInput, Switch, TagsInput, Textarea, TextInput } from '@mantine/core'
import type { Setting } from './setting-rules.ts'

interface SettingInputProps {
  readonly setting: Setting
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly onBlur: () => void
  readonly error: string | null
  readonly isDisabled: boolean
}

/** The field is short, its words are not. */
const SHORT = { wrapper: 't-short' }

const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'description', 'input', 'error']

/** The field of a setting, as the JSON Schema of its value asks. */
export function SettingInput({ setting, value, onChange, onBlur, error, isDisabled }: SettingInputProps) {
  const { label, help, schema } = setting
  const common = { label, description: help, error, onBlur, disabled: isDisabled, inputWrapperOrder: ORDER }
  const text = typeof value === 'string' ? value : ''
  switch (kindOf(schema)) {
    case 'boolean':
      return (
        <Switch
          label={label}
          description={help}
          checked={value === true}
          disabled={isDisabled}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )
    case 'number':
      return (
        <NumberInput
          {...common}
          classNames={SHORT}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(next === '' ? null : Number(next))}
          allowDecimal={false}
          clampBehavior="none"
          hideControls
        />
      )
    case 'texts':
      return (
        <TagsInput
          {...common}
          value={Array.isArray(value) ? (value as string[]) : []}
          onChange={onChange}
          placeholder="Type and press Enter"
        />
      )
    case 'multiline':
      return (
        <Textarea
          {...common}
          value={text}
          autosize
          minRows={3}
          maxRows={12}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'colour':
      return (
        <TextInput
          {...common}
          classNames={SHORT}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          leftSection={<ColourField label={label} value={text} isDisabled={isDisabled} onChange={onChange} />}
        />
      )
    case 'text':
      return <TextInput {...common} value={text} onChange={(event) => onChange(event.currentTarget.value)} />
  }
}

interface ColourProps {
  readonly label: string
  readonly value: string
  readonly isDisabled: boolean
  readonly onChange: (value: string) => void
}

function ColourField({ label, value, isDisabled, onChange }: ColourProps) {
  return (
    <input
      type="color"
      className="a-colour"
      aria-label={`${label}: choose`}
      value={/^#[0-9a-f]{6}$/i.test(value) ? value : '#000000'}
      disabled={isDisabled}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** Texts longer than this are written in several lines. */
const LONG_TEXT = 500

function kindOf(schema: Readonly<Record<string, unknown>>) {
  const branches = (schema['anyOf'] ?? []) as readonly Readonly<Record<string, unknown>>[]
  const own = branches.find(({ type }) => type !== 'null') ?? schema
  const type = Array.isArray(own['type']) ? own['type'].find((one) => one !== 'null') : own['type']
  if (type === 'boolean') return 'boolean'
  if (type === 'integer' || type === 'number') return 'number'
  if (type === 'array') return 'texts'
  if (String(own['pattern'] ?? '').startsWith('^#[')) return 'colour'
  return Number(own['maxLength'] ?? 0) > LONG_TEXT ? 'multiline' : 'text'
}
