import type { CatalogState, GoodsKind } from '@tallystick/catalog/model.ts'
import { editableAfterDeployment } from '@tallystick/catalog/rules/edits.ts'
import { stateRefusal } from '@tallystick/catalog/rules/lifecycle.ts'

/** Said above a form that shows only what may still change. */
export const FROZEN = 'After deployment only this can change: licenses were issued from the rest.'

/** Fields that may still change, by the server's own rule; null when all of them may. */
export function openFields(
  kind: GoodsKind,
  goods: { readonly state: CatalogState; readonly label: string },
): readonly string[] | null {
  return stateRefusal(goods, 'edit') === null ? null : editableAfterDeployment[kind]
}

/** The same as a property of `ContractForm`. */
export function onlyOpen(fields: readonly string[] | null): { readonly only?: readonly string[] } {
  return fields === null ? {} : { only: fields }
}
