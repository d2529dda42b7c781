import type { AttributeDefinition, AttributeMoment } from '@tallystick/catalog/rules/model-attributes.ts'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'

const MOMENTS: Readonly<Record<AttributeMoment, string>> = {
  'not-used': 'Not used',
  now: 'Now',
  'at-entitlement': 'With each line item',
  'at-fulfillment': 'At activation',
}

/** When an attribute is settled, in words. */
export function momentWords(moment: AttributeMoment): string {
  return MOMENTS[moment]
}

/** How an attribute of a license model is set. */
interface Setting {
  readonly when: AttributeMoment
  readonly value?: unknown
  readonly max?: number | undefined
}

/** The value of an attribute in words; null when there is none. */
export function attributeValueText(
  definition: AttributeDefinition,
  setting: Setting | undefined,
): string | null {
  if (!setting || setting.when === 'not-used') return null
  const value = valueText(definition, setting.value)
  const max = setting.max === undefined ? null : `at most ${numberText(setting.max)}`
  return [value, max].filter((part) => part !== null).join(', ') || null
}

function valueText({ field }: AttributeDefinition, value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  switch (field.is) {
    case 'switch':
      return value === true ? 'on' : 'off'
    case 'choice':
      return field.choices.find((choice) => choice.value === value)?.label ?? String(value as string)
    case 'count':
      return `${numberText(Number(value))} ${field.unit}`.trim()
    case 'user-or-host': {
      const { basis, count } = value as { basis: string; count: number | null }
      return count === null ? `${basis} based` : `${basis} based, ${countText(count, basis)}`
    }
    case 'overdraft': {
      const { copies, percent } = value as { copies?: number; percent?: number }
      return percent === undefined ? countText(copies ?? 0, 'copy', 'copies') : `${numberText(percent)} %`
    }
    case 'platforms':
      return (value as readonly string[]).join(', ')
    case 'text':
    case 'time-zone':
    case 'dup-group':
      return String(value as string)
  }
}
