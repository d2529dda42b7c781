import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { CatalogState, GoodsKind, ProductKind } from '../model.ts'
import { lineCountMax } from './count-limits.ts'
import { stateRefusal } from './lifecycle.ts'

/** Something inside the goods that are to be deployed. */
export interface Part {
  readonly kind: GoodsKind
  readonly id: string
  readonly label: string
  readonly state: CatalogState
}

/** What decides a deployment. */
export interface DeploymentFacts {
  readonly kind: GoodsKind
  /** Null for what is no product. */
  readonly productKind: ProductKind | null
  readonly label: string
  readonly state: CatalogState
  /** Direct and inner parts, license models included, each once. */
  readonly parts: readonly Part[]
  /** The features of one copy, bundles and members multiplied out; empty for what is no product. */
  readonly features: readonly { readonly label: string; readonly count: number }[]
  readonly isPackage: boolean
}

/** What is deployed together with the goods: nothing, or the drafts inside a suite. */
export interface DeploymentPlan {
  readonly together: readonly Part[]
}

/**
 * Whether goods may be deployed, and what goes along.
 *
 * In this order: state, nothing inside, parts that are not deployed (all named), a feature count that no
 * license line can carry, package features with unequal counts. A suite takes its draft products,
 * features and bundles along; license models never go along. Source: back office 1.4, 1.5, 1.10, 1.12.
 */
export function planDeployment(facts: DeploymentFacts): DeploymentPlan | Refusal {
  const forbidden = stateRefusal(facts, 'deploy')
  if (forbidden) return forbidden
  const empty = emptyRefusal(facts)
  if (empty) return empty
  const goesAlong = (part: Part) =>
    facts.productKind === 'suite' && part.kind !== 'license-model' && part.state === 'draft'
  const missing = facts.parts.filter((part) => part.state !== 'deployed' && !goesAlong(part))
  if (missing.length > 0) {
    const parts = missing.map((part) => `${kindWords[part.kind]} ${part.label} (${part.state})`)
    return refuse('parts-not-deployed', { label: facts.label, parts, count: parts.length })
  }
  return countRefusal(facts) ?? { together: facts.parts.filter(goesAlong) }
}

function emptyRefusal(facts: DeploymentFacts): Refusal | null {
  if (facts.kind === 'feature-bundle' && facts.parts.length === 0) {
    return refuse('nothing-inside', { label: facts.label, what: 'feature' })
  }
  if (facts.productKind === null || facts.productKind === 'maintenance' || facts.features.length > 0)
    return null
  const what = facts.productKind === 'suite' ? 'product with features' : 'feature'
  return refuse('nothing-inside', { label: facts.label, what })
}

function countRefusal(facts: DeploymentFacts): Refusal | null {
  const huge = facts.features.find((feature) => feature.count > lineCountMax)
  if (huge) {
    const { label, count } = huge
    return refuse('feature-count-out-of-range', {
      label: facts.label,
      feature: label,
      count,
      maximum: lineCountMax,
    })
  }
  if (!facts.isPackage || new Set(facts.features.map((feature) => feature.count)).size < 2) return null
  const counts = facts.features.map((feature) => `${feature.label}: ${feature.count}`)
  return refuse('package-counts-differ', { label: facts.label, counts })
}

const kindWords: Readonly<Record<GoodsKind, string>> = {
  feature: 'feature',
  'feature-bundle': 'feature bundle',
  'license-model': 'license model',
  product: 'product',
}
