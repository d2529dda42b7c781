import { NativeSelect, NumberInput, Switch, TagsInput, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { problemAt, type FieldProblems } from './field-problems.ts'
import type { FieldSpec } from './field-specs.ts'
import { getAt, type FormState } from './form-state.ts'
import { RowsField } from './RowsField.tsx'

/** What a field that a page draws itself gets. */
export interface FieldProps {
  readonly spec: FieldSpec
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly onBlur: () => void
  readonly error: string | undefined
  readonly path: string
  /** All values of the form, and the way to change others than this field's. */
  readonly values: Readonly<Record<string, unknown>>
  readonly set: (path: string, value: unknown) => void
  /** Everything that is wrong inside this field, by path. */
  readonly problems: FieldProblems
}

/** Fields that a page draws itself, by their dotted place; row places are written with `*`: `features.*.feature`. */
export type OwnFields = Readonly<Record<string, (props: FieldProps) => ReactNode>>

interface FormFieldProps {
  readonly spec: FieldSpec
  /** Where the value stands; differs from the spec's path inside rows. */
  readonly path: string
  readonly state: FormState
  readonly own: OwnFields | undefined
  /** Inside a table: the label is only for screen readers. */
  readonly isCell?: boolean
}

/** One field of a form: the page's own drawing, or the usual one for its kind. */
export function FormField({ spec, path, state, own, isCell }: FormFieldProps) {
  const props: FieldProps = {
    spec,
    path,
    value: getAt(state.values, path),
    onChange: (value) => state.set(path, value),
    onBlur: () => state.leave(path),
    error: problemAt(state.problems, path),
    values: state.values,
    set: state.set,
    problems: state.problems,
  }
  const drawn = own?.[path.replaceAll(/\.\d+(?=\.|$)/g, '.*')]
  if (drawn) return drawn(props)
  if (spec.kind === 'group') {
    return (
      <fieldset className="t-fieldset">
        <legend>{spec.label}</legend>
        {spec.help && <p className="t-hint">{spec.help}</p>}
        {spec.fields.map((field) => (
          <FormField key={field.key} spec={field} path={`${path}.${field.key}`} state={state} own={own} />
        ))}
      </fieldset>
    )
  }
  if (spec.kind === 'rows') {
    const draw = (field: FieldSpec, place: string) => (
      <FormField spec={field} path={place} state={state} own={own} isCell />
    )
    return <RowsField spec={spec} path={path} state={state} field={draw} />
  }
  return <PlainField {...props} isCell={isCell ?? false} />
}

/** The usual drawing of a field. */
export function PlainField({
  spec,
  path,
  value,
  onChange,
  onBlur,
  error,
  isCell,
}: FieldProps & { readonly isCell?: boolean }) {
  const common = {
    ...(isCell ? { 'aria-label': spec.label } : { label: spec.label, description: spec.help }),
    'data-path': path,
    name: path,
    error,
    onBlur,
    withAsterisk: spec.isRequired && !isCell,
    inputWrapperOrder: ORDER,
  }
  const text = typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value)
  switch (spec.kind) {
    case 'number':
      return (
        <NumberInput
          {...common}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(next === '' ? null : typeof next === 'number' ? next : Number(next))}
          allowDecimal={false}
          clampBehavior="none"
          hideControls
          {...(spec.unit ? { suffix: ` ${spec.unit}` } : {})}
          className="t-short"
        />
      )
    case 'switch':
      return (
        <Switch
          label={spec.label}
          description={spec.help}
          data-path={path}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
          error={error}
        />
      )
    case 'choice': {
      const isOptional = !spec.isRequired && spec.initial === ''
      const none = isOptional || text === '' ? [{ value: '', label: isOptional ? '' : 'Choose' }] : []
      return (
        <NativeSelect
          {...common}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value || (spec.isNullable ? null : ''))}
          data={[
            ...none,
            ...Object.entries(spec.choices ?? {}).map(([key, label]) => ({ value: key, label })),
          ]}
        />
      )
    }
    case 'date':
      return (
        <TextInput
          {...common}
          type="date"
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          className="t-short"
        />
      )
    case 'multiline':
      return (
        <Textarea
          {...common}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          autosize
          minRows={3}
          maxRows={12}
        />
      )
    case 'texts':
      return (
        <TagsInput {...common} value={Array.isArray(value) ? (value as string[]) : []} onChange={onChange} />
      )
    case 'text':
      return <TextInput {...common} value={text} onChange={(event) => onChange(event.currentTarget.value)} />
    case 'rows':
    case 'group':
    case 'other':
      return null
  }
}

const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'error', 'description']
