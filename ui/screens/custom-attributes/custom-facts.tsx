import type { Fact } from '@tallystick/kit/details/Facts.tsx'
import { Day } from '@tallystick/kit/format/When.tsx'
import { numberText } from '@tallystick/kit/format/dates.ts'
import type { RecordKind } from '@tallystick/settings/model.ts'
import { useCustomFields, type CustomField } from './use-custom-fields.ts'

/**
 * The custom attributes of a record for its page: those that are defined in their order and with their labels,
 * then what else the record has, under its name.
 */
export function useCustomFacts(kind: RecordKind, values: Readonly<Record<string, unknown>>): readonly Fact[] {
  const fields = useCustomFields(kind)
  return customFacts(fields, values)
}

/** The facts of values; exported for pages that show several records. */
export function customFacts(
  fields: readonly CustomField[],
  values: Readonly<Record<string, unknown>>,
): readonly Fact[] {
  const defined = fields
    .filter(({ name }) => Object.hasOwn(values, name))
    .map((field) => ({
      label: field.label,
      value: shownValue(values[field.name], field.type),
      isWide: field.type === 'long-text',
    }))
  const others = Object.entries(values)
    .filter(([name]) => fields.every((field) => field.name !== name))
    .map(([label, value]) => ({ label, value: shownValue(value, null) }))
  return [...defined, ...others]
}

/** A value as pages show it. */
export function shownValue(value: unknown, type: CustomField['type'] | null) {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return numberText(value)
  if (Array.isArray(value)) return value.map(String).join(', ')
  return type === 'date' ? <Day date={String(value)} /> : String(value)
}
