import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { CatalogState } from '../model.ts'
import { newReferenceRefusal } from './references.ts'

/** Whether a part number may begin to resolve to a product: a mapping is a new reference. */
export function mappingRefusal(product: {
  readonly id: string
  readonly ref: string
  readonly label: string
  readonly state: CatalogState
}): Refusal | null {
  return newReferenceRefusal([{ ...product, field: 'product' }])
}

/** Only an unassigned part number that nobody ordered by may be deleted. Source: back office 1.7. */
export function deletionRefusal(partNumber: {
  readonly code: string
  readonly productLabel: string | null
  readonly lineItems: readonly string[]
}): Refusal | null {
  const { code, productLabel, lineItems } = partNumber
  if (productLabel !== null) return refuse('part-number-assigned', { code, product: productLabel })
  if (lineItems.length === 0) return null
  const users = lineItems.map((activationId) => `line item ${activationId}`)
  return refuse('still-used', { label: code, command: 'deleted', users, count: users.length })
}
