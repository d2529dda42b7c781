import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { Named, ProductKind } from '../model.ts'

/** A reference to be added to goods: what it names, and in which field. */
export interface NewReference extends Named {
  readonly field: string
}

/**
 * New references go to drafts and deployed goods only: inactive means no new references, obsolete is over.
 * References that were there before stay good. Source: back office 1.12.
 */
export function newReferenceRefusal(added: readonly NewReference[]): Refusal | null {
  const closed = added.filter((one) => one.state === 'inactive' || one.state === 'obsolete')
  if (closed.length === 0) return null
  const parts = closed.map((one) => `${one.label} (${one.state})`)
  return refuse('reference-closed', { field: closed[0]?.field, parts })
}

/** A part listed twice is a slip of the pen, not a sum. */
export function listedTwiceRefusal(field: string, refs: readonly string[]): Refusal | null {
  const twice = refs.find((ref, at) => refs.indexOf(ref) !== at)
  return twice === undefined ? null : refuse('listed-twice', { field, part: twice })
}

/** A suite holds products; a suite in a suite, or a maintenance plan, cannot be a member. */
export function memberRefusal(
  members: readonly { readonly label: string; readonly productKind: ProductKind }[],
): Refusal | null {
  const wrong = members.find((member) => member.productKind !== 'product')
  return wrong ? refuse('suite-member-kind', { part: wrong.label, kind: wrong.productKind }) : null
}
