import type { AttributeOption } from '@tallystick/kit/list/attribute-conditions.ts'
import type { RecordKind } from '@tallystick/settings/model.ts'
import { useCustomFields, type CustomField } from './use-custom-fields.ts'

const TYPES = {
  text: 'text',
  number: 'number',
  date: 'date',
  'yes-no': 'boolean',
  choice: 'choice',
} as const

/** Custom attributes that a list can be searched by; long texts and lists of values cannot. */
function optionsOf(fields: readonly CustomField[]): readonly AttributeOption[] {
  return fields.flatMap(({ name, label, type, choices }) =>
    type === 'long-text' || type === 'choices' ? [] : [{ name, label, type: TYPES[type], choices }],
  )
}

function ofKind(kind: RecordKind) {
  return function useOptions(): readonly AttributeOption[] {
    return optionsOf(useCustomFields(kind))
  }
}

/** What the advanced search of accounts offers. */
export const useAccountOptions = ofKind('account')
/** What the advanced search of users offers. */
export const useUserOptions = ofKind('user')
/** What the advanced search of products, suites and maintenance plans offers. */
export const useProductOptions = ofKind('product')
/** What the advanced search of features offers. */
export const useFeatureOptions = ofKind('feature')
/** What the advanced search of part numbers offers. */
export const usePartNumberOptions = ofKind('part-number')
/** What the advanced search of entitlements offers. */
export const useEntitlementOptions = ofKind('entitlement')

/** Licensed and maintenance line items stand in one list: a name of both kinds is offered once. */
export function useLineItemOptions(): readonly AttributeOption[] {
  const licensed = optionsOf(useCustomFields('line-item'))
  const maintenance = optionsOf(useCustomFields('maintenance-line-item'))
  return [...licensed, ...maintenance.filter(({ name }) => licensed.every((one) => one.name !== name))]
}
