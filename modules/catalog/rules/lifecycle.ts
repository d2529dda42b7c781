import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { CatalogState, Use } from '../model.ts'

/** What can be done to the state of goods in the catalog. */
export type StateCommand =
  | 'deploy'
  | 'inactivate'
  | 'reactivate'
  | 'return-to-draft'
  | 'obsolete'
  | 'delete'
  | 'edit'

/** All states, in the order of a life. The database's CHECKs hold the same names. */
export const catalogStates: readonly CatalogState[] = ['draft', 'deployed', 'inactive', 'obsolete']

/** A state after a command; `gone` after deleting; a missing cell is not possible. */
type Cells = Readonly<Partial<Record<StateCommand, CatalogState | 'gone'>>>

/**
 * State x command -> state. Obsolete is final. `edit` here means editing everything; what may be changed
 * after deployment is in `edits.ts`. Source: back office 1.12; PRD-01.
 */
export const lifecycle: Readonly<Record<CatalogState, Cells>> = {
  draft: { deploy: 'deployed', edit: 'draft', delete: 'gone' },
  deployed: { inactivate: 'inactive', 'return-to-draft': 'draft', obsolete: 'obsolete' },
  inactive: { reactivate: 'deployed', obsolete: 'obsolete' },
  obsolete: {},
}

/** The state after a command, or the refusal that names the state which forbids it. */
export function stateAfter(
  goods: { readonly state: CatalogState; readonly label: string },
  command: StateCommand,
): CatalogState | 'gone' | Refusal {
  return (
    lifecycle[goods.state][command] ??
    refuse('catalog-state', { label: goods.label, state: goods.state, command: words[command] })
  )
}

/** Whether the step is forbidden by the state alone; null when it is possible. */
export function stateRefusal(
  goods: { readonly state: CatalogState; readonly label: string },
  command: StateCommand,
): Refusal | null {
  const after = stateAfter(goods, command)
  return typeof after === 'string' ? null : after
}

/**
 * Going back to draft and deleting need that nothing refers to the goods: a draft may change under
 * whoever relies on it. Names the first users.
 */
export function usedRefusal(
  goods: { readonly label: string },
  command: 'return-to-draft' | 'delete',
  uses: readonly Use[],
): Refusal | null {
  const inTheWay = command === 'delete' ? uses : uses.filter((use) => use.blocks)
  if (inTheWay.length === 0) return null
  const users = inTheWay.slice(0, 5).map((use) => `${kindWords[use.kind]} ${use.label}`)
  return refuse('still-used', { label: goods.label, command: words[command], users, count: inTheWay.length })
}

const words: Readonly<Record<StateCommand, string>> = {
  deploy: 'deployed',
  inactivate: 'inactivated',
  reactivate: 'reactivated',
  'return-to-draft': 'returned to draft',
  obsolete: 'made obsolete',
  delete: 'deleted',
  edit: 'edited',
}

const kindWords: Readonly<Record<Use['kind'], string>> = {
  feature: 'feature',
  'feature-bundle': 'feature bundle',
  'license-model': 'license model',
  product: 'product',
  'part-number': 'part number',
  'line-item': 'line item',
}
