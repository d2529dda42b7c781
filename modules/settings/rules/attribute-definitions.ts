import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { AttributeState, CustomAttribute } from '../model.ts'
import { expectedOf, fittingValue, isNothing } from './attribute-values.ts'

/** Whether values are chosen from a list. */
export function takesChoices(type: CustomAttribute['type']): boolean {
  return type === 'choice' || type === 'choices'
}

/** What is wrong with the definition of a custom attribute, or null. */
export function definitionRefusal(
  attribute: Omit<CustomAttribute, 'id' | 'state' | 'recordKind'>,
): Refusal | null {
  const { type, label, choices, defaultValue, isVisibleInPortal, isEditableInPortal } = attribute
  const lower = choices.map((one) => one.trim().toLowerCase())
  const twice = choices.find((_one, at) => lower.indexOf(lower[at] ?? '') < at)
  if (takesChoices(type) && choices.length === 0) return refuse('custom-attribute-without-list', { label })
  if (!takesChoices(type) && choices.length > 0) return refuse('custom-attribute-list-not-asked', { label })
  if (twice !== undefined || choices.some((one) => one.includes('|'))) {
    return refuse('custom-attribute-list', {
      label,
      choice: twice ?? choices.find((one) => one.includes('|')),
    })
  }
  if (!isNothing(defaultValue) && fittingValue(attribute, defaultValue) === null) {
    const expected = expectedOf(attribute)
    return refuse('custom-attribute-default', { label, value: JSON.stringify(defaultValue), expected })
  }
  if (isEditableInPortal && !isVisibleInPortal) return refuse('custom-attribute-hidden-editable', { label })
  return null
}

/** A custom attribute that is already as somebody wants it. */
export function attributeStateRefusal(
  { label, state }: Pick<CustomAttribute, 'label' | 'state'>,
  wanted: AttributeState,
): Refusal | null {
  return state === wanted ? refuse('custom-attribute-state', { label, state }) : null
}
