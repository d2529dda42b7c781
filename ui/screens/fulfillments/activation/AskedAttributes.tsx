import type { AttributeToAsk } from '@tallystick/catalog/rules/resolve-attributes.ts'
import { AttributeInput } from './AttributeInput.tsx'
import { attributeField } from './fields.ts'

interface AskedAttributesProps {
  readonly asked: readonly AttributeToAsk[]
  /** By the key of the attribute. */
  readonly values: Readonly<Record<string, unknown>>
  readonly problemAt: (field: string) => string | null
  readonly onChange: (values: Readonly<Record<string, unknown>>) => void
  readonly onLeave?: (field: string) => void
}

/** The license attributes that a license model asks for. */
export function AskedAttributes({ asked, values, problemAt, onChange, onLeave }: AskedAttributesProps) {
  return asked.map((one) => (
    <AttributeInput
      key={one.key}
      asked={one}
      id={attributeField(one.key)}
      value={values[one.key]}
      error={problemAt(attributeField(one.key))}
      onBlur={() => onLeave?.(attributeField(one.key))}
      onChange={(value) => onChange({ ...values, [one.key]: value })}
    />
  ))
}
