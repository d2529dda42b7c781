import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { recordStates, type RecordState } from '../model.ts'

/** Commands that change the state of an entitlement or of a line item. */
export const stateCommands = ['deploy', 'inactivate', 'reactivate', 'obsolete'] as const

/** A command that changes a state. */
export type StateCommand = (typeof stateCommands)[number]

/**
 * State x command -> state; what is missing is refused.
 *
 * Entitlements and line items have the same table. `test` stands alone: it never becomes another state and
 * no other state becomes it. `obsolete` is final. Source: "Entitlement States", "Line Item States"; PRD-02.
 */
export const lifecycle: Readonly<Record<RecordState, Readonly<Partial<Record<StateCommand, RecordState>>>>> =
  {
    draft: { deploy: 'deployed', obsolete: 'obsolete' },
    deployed: { inactivate: 'inactive', obsolete: 'obsolete' },
    inactive: { reactivate: 'deployed', obsolete: 'obsolete' },
    test: {},
    obsolete: {},
    'on-hold': {},
  }

/** States in which everything may be edited, and the record deleted. */
const openStates: readonly RecordState[] = ['draft', 'test']

/** Whether nothing was promised to a customer yet: a draft, or a test. */
export function isOpen(state: RecordState): boolean {
  return openStates.includes(state)
}

/** What stays hidden from customers and partners: drafts are not yet theirs, tests never. */
export const producerOnlyStates: readonly RecordState[] = openStates

/** The state of the line items that an entitlement gets when it is in a state itself. */
export function stateOfNewLineItem(entitlement: RecordState): RecordState {
  return entitlement === 'test' ? 'test' : 'draft'
}

/** What the rules need to know of an entitlement. */
export interface EntitlementFacts {
  readonly code: string
  readonly state: RecordState
  /** The option that lets entities become obsolete at all. */
  readonly mayBecomeObsolete: boolean
}

/** What the rules need to know of a line item besides its entitlement. */
export interface LineItemStateFacts {
  readonly activationId: string
  readonly state: RecordState
}

/** The state after a command, or why not: the state is named first, the switched-off option after it. */
export function nextEntitlementState(facts: EntitlementFacts, command: StateCommand): RecordState | Refusal {
  const next = lifecycle[facts.state][command]
  if (next === undefined) return entitlementStateRefusal(facts)
  return obsoleteRefusal(next, facts) ?? next
}

/** The same for a line item, which cannot be deployed ahead of its entitlement. */
export function nextLineItemState(
  lineItem: LineItemStateFacts,
  entitlement: EntitlementFacts,
  command: StateCommand,
): RecordState | Refusal {
  const next = lifecycle[lineItem.state][command]
  if (next === undefined) return lineItemStateRefusal(lineItem)
  if (next === 'deployed' && entitlement.state !== 'deployed') return entitlementStateRefusal(entitlement)
  return obsoleteRefusal(next, entitlement) ?? next
}

/** Refuses what only drafts and tests allow: deleting, and editing what was sold. */
export function entitlementOpenRefusal(facts: EntitlementFacts): Refusal | null {
  return isOpen(facts.state) ? null : entitlementStateRefusal(facts)
}

/** The same for a line item. */
export function lineItemOpenRefusal(facts: LineItemStateFacts): Refusal | null {
  return isOpen(facts.state) ? null : lineItemStateRefusal(facts)
}

/** Refuses any edit of an obsolete entitlement: it is kept only for what refers to it. */
export function entitlementEditRefusal(facts: EntitlementFacts): Refusal | null {
  return facts.state === 'obsolete' ? entitlementStateRefusal(facts) : null
}

/** The same for a line item. */
export function lineItemEditRefusal(facts: LineItemStateFacts): Refusal | null {
  return facts.state === 'obsolete' ? lineItemStateRefusal(facts) : null
}

/** What becomes of a line item when its entitlement changes state. Null: it stays as it is. */
export function lineItemFollows(
  lineItem: { readonly state: RecordState; readonly isInactiveByEntitlement: boolean },
  command: StateCommand,
): { readonly state: RecordState; readonly isInactiveByEntitlement: boolean } | null {
  const next = lifecycle[lineItem.state][command]
  if (next === undefined) return null
  // Only what went to sleep together with the entitlement wakes up with it.
  if (command === 'reactivate' && !lineItem.isInactiveByEntitlement) return null
  return { state: next, isInactiveByEntitlement: command === 'inactivate' }
}

/** The refusal that names the state of an entitlement, one code per state. */
export function entitlementStateRefusal(facts: EntitlementFacts): Refusal {
  return refuse(`entitlement-${facts.state}`, { entitlementId: facts.code, state: facts.state })
}

/** The refusal that names the state of a line item, one code per state. */
export function lineItemStateRefusal(facts: LineItemStateFacts): Refusal {
  return refuse(`line-item-${facts.state}`, { activationId: facts.activationId, state: facts.state })
}

/** Codes of `entitlementStateRefusal`, for contracts. */
export const entitlementStateCodes: readonly string[] = recordStates.map((state) => `entitlement-${state}`)

/** Codes of `lineItemStateRefusal`, for contracts. */
export const lineItemStateCodes: readonly string[] = recordStates.map((state) => `line-item-${state}`)

function obsoleteRefusal(next: RecordState, facts: EntitlementFacts): Refusal | null {
  return next === 'obsolete' && !facts.mayBecomeObsolete ? refuse('obsolete-switched-off') : null
}
