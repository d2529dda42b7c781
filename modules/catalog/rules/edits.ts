import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { CatalogState, GoodsKind } from '../model.ts'
import { stateRefusal } from './lifecycle.ts'

/**
 * Fields that may still change after deployment. Everything else is frozen, because licenses were issued
 * from it. Part numbers and relations have commands of their own. Source: back office 1.4, 1.10.
 */
export const editableAfterDeployment: Readonly<Record<GoodsKind, readonly string[]>> = {
  feature: ['customAttributes'],
  'feature-bundle': [],
  'license-model': ['description'],
  product: ['description', 'licenseModels', 'partNumbers', 'customAttributes'],
}

/** Whether these fields of the goods may change now; names each field that may not. */
export function editRefusal(
  goods: { readonly kind: GoodsKind; readonly state: CatalogState; readonly label: string },
  changedFields: readonly string[],
): Refusal | null {
  if (stateRefusal(goods, 'edit') === null) return null
  const open = goods.state === 'obsolete' ? [] : editableAfterDeployment[goods.kind]
  const frozen = changedFields.filter((field) => !open.includes(field))
  if (frozen.length === 0) return null
  return refuse('field-frozen', { label: goods.label, state: goods.state, fields: frozen, editable: open })
}

/** Whether anything at all may be edited now; null when some fields are open. For views. */
export function editOpenRefusal(goods: {
  readonly kind: GoodsKind
  readonly state: CatalogState
  readonly label: string
}): Refusal | null {
  const isOpen = goods.state !== 'obsolete' && editableAfterDeployment[goods.kind].length > 0
  return isOpen ? null : stateRefusal(goods, 'edit')
}
