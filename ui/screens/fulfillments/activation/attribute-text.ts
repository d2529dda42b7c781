import { readAttributeValue } from '@tallystick/catalog/rules/attribute-values.ts'
import type { AttributeDefinition } from '@tallystick/catalog/rules/model-attributes.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { numberText } from '@tallystick/kit/format/dates.ts'

/** The value of a license attribute in words; null when it is not used. */
export function attributeText(definition: AttributeDefinition, given: unknown): string | null {
  const read = readAttributeValue(definition, given)
  if (isRefusal(read)) return String(given)
  const { value } = read
  if (value === null || value === undefined || value === false) return null
  const { field } = definition
  switch (field.is) {
    case 'switch':
      return 'Yes'
    case 'choice':
      return field.choices.find((one) => one.value === value)?.label ?? String(value)
    case 'count':
      return `${numberText(Number(value))} ${field.unit}`.trim()
    case 'time-zone':
      return value === 'server'
        ? 'Time zone of the license server only'
        : `UTC ${String(value).split(' ').join(', ')}`
    case 'platforms':
      return (value as readonly string[]).join(', ')
    case 'user-or-host': {
      const { basis, count } = value as { basis: string; count: number | null }
      return `${basis === 'user' ? 'Users' : 'Machines'}${count === null ? '' : `: ${numberText(count)}`}`
    }
    case 'overdraft': {
      const { copies, percent } = value as { copies?: number; percent?: number }
      return copies === undefined ? `${percent} %` : numberText(copies)
    }
    case 'text':
    case 'dup-group':
      return String(value)
  }
}
