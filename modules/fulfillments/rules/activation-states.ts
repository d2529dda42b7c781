import type { RecordState } from '@tallystick/entitlements/model.ts'
import { endsOn } from '@tallystick/entitlements/rules/terms.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { ActivationFacts } from './activation-facts.ts'
import { reissueRefusal } from './support-states.ts'

/**
 * Whether the line item, its entitlement, its license model and its products let anything be
 * activated today; the first closed door is named. Null when all are open.
 *
 * A start date in the future closes nothing: the license says itself from when it is good. Test
 * entitlements may use drafts. An inactive product or model stays good for what was sold before.
 */
export function stateRefusal(facts: ActivationFacts): Refusal | null {
  return (
    lineItemRefusal(facts) ??
    entitlementRefusal(facts) ??
    testRefusal(facts) ??
    modelRefusal(facts) ??
    productRefusal(facts)
  )
}

function lineItemRefusal({ lineItem, today }: ActivationFacts): Refusal | null {
  const closed = reissueRefusal(lineItem)
  if (closed !== null) return closed
  const expires = endsOn(lineItem.term, lineItem.start.startsOn)
  if (expires === null || expires >= today) return null
  return refuse('line-item-expired', { activationId: lineItem.activationId, expires })
}

function entitlementRefusal({ entitlement }: ActivationFacts): Refusal | null {
  switch (entitlement.state) {
    case 'draft':
      return refuse('entitlement-draft')
    case 'inactive':
      return refuse('entitlement-inactive')
    case 'obsolete':
      return refuse('entitlement-obsolete')
    case 'on-hold':
      return refuse('entitlement-on-hold')
    case 'deployed':
    case 'test':
      return entitlement.isBulk ? refuse('entitlement-bulk') : null
  }
}

function testRefusal(facts: ActivationFacts): Refusal | null {
  return isTest(facts) && !facts.mayActivateTest ? refuse('entitlement-test') : null
}

function modelRefusal(facts: ActivationFacts): Refusal | null {
  const data = { model: facts.model.name }
  if (facts.model.state === 'obsolete') return refuse('license-model-obsolete', data)
  return isNotYet(facts.model.state) && !isTest(facts) ? refuse('license-model-draft', data) : null
}

function productRefusal(facts: ActivationFacts): Refusal | null {
  if (facts.products.length === 0) return refuse('line-item-without-product')
  for (const product of facts.products) {
    const data = { product: product.name, version: product.version }
    if (isNotYet(product.state) && !isTest(facts)) return refuse('product-draft', data)
    if (product.features.length === 0) return refuse('product-without-features', data)
  }
  return null
}

function isTest({ entitlement, lineItem }: ActivationFacts): boolean {
  return entitlement.state === 'test' || lineItem.state === 'test'
}

function isNotYet(state: RecordState): boolean {
  return state === 'draft' || state === 'test' || state === 'on-hold'
}
