import { MultiSelect, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import type { FieldProps } from '@tallystick/kit/form/Field.tsx'
import type { RecordKind } from '@tallystick/settings/model.ts'
import { useCustomFields, type CustomField } from './use-custom-fields.ts'

type Values = Readonly<Record<string, unknown>>

interface CustomFieldsProps {
  readonly kind: RecordKind
  readonly values: Values
  readonly onChange: (values: Values) => void
  /** Place in the form, for the focus on what is wrong. */
  readonly path: string
  /** A new record starts with the defaults. */
  readonly isNew: boolean
}

/** The fields that the producer has added to a kind of record; nothing when there are none. */
export function CustomFields({ kind, values, onChange, path, isNew }: CustomFieldsProps) {
  const fields = useCustomFields(kind).filter(({ isEditable }) => isEditable)
  if (fields.length === 0) return null
  return (
    <fieldset className="t-fieldset">
      <legend>Custom attributes</legend>
      {fields.map((field) => (
        <CustomInput
          key={field.name}
          field={field}
          path={`${path}.${field.name}`}
          value={values[field.name] === undefined && isNew ? field.defaultValue : values[field.name]}
          onChange={(value) => onChange({ ...values, [field.name]: value })}
        />
      ))}
    </fieldset>
  )
}

/** The field `customAttributes` of a form that is made out of a contract. */
export function customFieldsOf(kind: RecordKind, isNew: boolean) {
  return ({ value, onChange, path }: FieldProps) => (
    <CustomFields
      kind={kind}
      values={(value ?? {}) as Values}
      onChange={onChange}
      path={path}
      isNew={isNew}
    />
  )
}

interface OneProps {
  readonly field: Pick<CustomField, 'label' | 'help' | 'isRequired' | 'type' | 'choices'>
  readonly path: string
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}

/** One value of a custom attribute. Null is what was left empty; a default does not come back. */
export function CustomInput({ field, path, value, onChange }: OneProps) {
  const common = {
    label: field.label,
    ...(field.help ? { description: field.help } : {}),
    'data-path': path,
    withAsterisk: field.isRequired,
    inputWrapperOrder: ORDER,
  }
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const change = (next: string) => onChange(next === '' ? null : next)
  switch (field.type) {
    case 'number':
      return (
        <NumberInput
          {...common}
          className="t-short"
          hideControls
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(next === '' ? null : Number(next))}
        />
      )
    case 'date':
      return (
        <TextInput
          {...common}
          className="t-short"
          type="date"
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
        />
      )
    case 'yes-no':
      return (
        <NativeSelect
          {...common}
          className="t-short"
          value={typeof value === 'boolean' ? String(value) : ''}
          onChange={(event) => {
            const { value: next } = event.currentTarget
            onChange(next === '' ? null : next === 'true')
          }}
          data={[
            { value: '', label: '' },
            { value: 'true', label: 'Yes' },
            { value: 'false', label: 'No' },
          ]}
        />
      )
    case 'choice':
      return (
        <NativeSelect
          {...common}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
          data={['', ...new Set([...field.choices, ...(text === '' ? [] : [text])])]}
        />
      )
    case 'choices': {
      const chosen = Array.isArray(value) ? (value as string[]) : []
      return (
        <MultiSelect
          {...common}
          data={[...new Set([...field.choices, ...chosen])]}
          value={chosen}
          onChange={(next) => onChange(next.length === 0 ? null : next)}
        />
      )
    }
    case 'long-text':
      return (
        <Textarea
          {...common}
          autosize
          minRows={3}
          maxRows={12}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
        />
      )
    case 'text':
      return <TextInput {...common} value={text} onChange={(event) => change(event.currentTarget.value)} />
  }
}

const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'error', 'description']
