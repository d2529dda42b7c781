import type { FieldProblems } from '@tallystick/kit/form/field-problems.ts'
import type { LineItemDraft } from './line-item-draft.ts'
import type { DraftGoods } from './use-goods.ts'

/** What every part of the line item form gets. */
export interface DraftFieldsProps {
  readonly draft: LineItemDraft
  readonly set: (change: Partial<LineItemDraft>) => void
  /** Shown problems of this line item by field. */
  readonly problems: FieldProblems
  /** Where the line item stands in the form: prefix of field names. */
  readonly path: string
  readonly goods: DraftGoods
  readonly isTest: boolean
}

/** A maintenance line item that may be linked. `value` is an activation ID, or the key of a draft. */
export interface MaintenanceChoice {
  readonly value: string
  readonly label: string
}
