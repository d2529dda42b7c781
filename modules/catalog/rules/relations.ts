import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { CatalogState, ProductKind, RelationKind } from '../model.ts'

/** A product at one end of a relation. */
export interface RelationEnd {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly kind: ProductKind
  readonly state: CatalogState
}

/** A relation that exists already, for finding cycles. */
export interface Edge {
  readonly from: string
  readonly to: string
}

/**
 * Whether a relation may be added.
 *
 * In this order: to itself, an obsolete end, maintenance only towards a maintenance plan and nothing else
 * towards or from one, an upgrade only between versions of one name, a circle of upgrades, there already.
 * `upgrades` are those between all versions of that name, `exists` whether this very relation is there.
 * Source: back office 1.8.
 */
export function relationRefusal(facts: {
  readonly kind: RelationKind
  readonly from: RelationEnd
  readonly to: RelationEnd
  readonly upgrades: readonly Edge[]
  readonly exists: boolean
}): Refusal | null {
  const { kind, from, to } = facts
  const data = { kind, from: from.label, to: to.label }
  if (from.id === to.id) return refuse('relation-to-itself', data)
  const obsolete = [from, to].find((end) => end.state === 'obsolete')
  if (obsolete) return refuse('relation-obsolete', { ...data, label: obsolete.label })
  if (!endsFit(kind, from, to)) return refuse('relation-ends', data)
  if (kind === 'upgrade' && from.name.toLowerCase() !== to.name.toLowerCase()) {
    return refuse('upgrade-other-product', data)
  }
  if (kind === 'upgrade' && reaches(facts.upgrades, to.id, from.id)) return refuse('upgrade-circle', data)
  return facts.exists ? refuse('relation-exists', data) : null
}

function endsFit(kind: RelationKind, from: RelationEnd, to: RelationEnd): boolean {
  if (from.kind === 'maintenance') return false
  return (to.kind === 'maintenance') === (kind === 'maintenance')
}

function reaches(edges: readonly Edge[], start: string, goal: string): boolean {
  const seen = new Set([start])
  const open = [start]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === goal) return true
    for (const edge of edges) {
      if (edge.from !== at || seen.has(edge.to)) continue
      seen.add(edge.to)
      open.push(edge.to)
    }
  }
  return false
}
