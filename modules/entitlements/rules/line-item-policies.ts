import { overdraftMaxOf } from '@tallystick/catalog/rules/attribute-values.ts'
import type { OverdraftValue } from '@tallystick/catalog/rules/model-attributes.ts'
import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { durationUnits, type DurationUnit } from '../model.ts'
import type { ModelFacts } from './sale-facts.ts'

/** Policies that a license model may leave to its line items, besides extra activations. */
const limitPolicies: readonly string[] = [
  'rehosts',
  'returns',
  'repairs',
  'reinstalls',
  'emergencies',
  'stopGaps',
  'publisherErrors',
]

/**
 * Holds the policies of a line item: only those that the model leaves to it, and each with a good value.
 *
 * `rehosts`, `returns`, `repairs` and the like are `{ count, period }` with a period `{ amount, unit }` or null for the
 * whole life; `cancelLicense` is true or false. Source: policies of license models; PRD-02.
 */
export function policiesRefusal(
  model: ModelFacts | null,
  given: Readonly<Record<string, unknown>>,
): Refusal | null {
  for (const [policy, value] of Object.entries(given)) {
    const isLimit = limitPolicies.includes(policy)
    const setting = isLimit || policy === 'cancelLicense' ? settingOf(model, policy) : null
    if (setting !== 'at-entitlement') return refuse('policy-not-asked', { policy: policy.slice(0, 60) })
    if (isLimit ? !isLimitValue(value) : typeof value !== 'boolean') {
      const expected = isLimit ? 'a count from 0 and a period, or no period' : 'true or false'
      return refuse('policy-value', { policy, expected })
    }
  }
  return null
}

/** Copies beyond the sold ones: the model's own number, or the line item's where the model leaves it open. */
export function extraActivationsOf(model: ModelFacts | null, given: number | null): number | Refusal {
  const policy = model?.policies.extraActivations
  if (policy?.when === 'at-entitlement') return given ?? 0
  const count = policy?.count ?? 0
  if (given === null || given === count) return count
  return refuse('extra-activations-not-asked', { given, count })
}

/**
 * Overdraft that all fulfillments of a line item together may have, in copies.
 *
 * From the model's value, the line item's, or, where the model asks at fulfillment, from the model's limit;
 * without a limit the proposal counts, and without both there is none.
 */
export function overdraftMaxFor(
  model: ModelFacts | null,
  attributes: Readonly<Record<string, unknown>>,
  copiesTotal: number,
): number {
  const setting = model?.attributes.overdraft
  const value = (one: unknown): OverdraftValue | null =>
    typeof one === 'number' ? { copies: one } : ((one as OverdraftValue | undefined) ?? null)
  switch (setting?.when) {
    case 'now':
      return overdraftMaxOf(value(setting.value), copiesTotal)
    case 'at-entitlement':
      return overdraftMaxOf(value(attributes['overdraft']), copiesTotal)
    case 'at-fulfillment':
      return setting.max ?? overdraftMaxOf(value(setting.value), copiesTotal)
    case 'not-used':
    case undefined:
      return 0
  }
}

function settingOf(model: ModelFacts | null, policy: string): string | null {
  const policies = model?.policies as Readonly<Record<string, { when?: string } | undefined>> | undefined
  return policies?.[policy]?.when ?? null
}

function isLimitValue(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { count, period } = value as { count?: unknown; period?: unknown }
  if (!isWhole(count, 0)) return false
  if (period === null || period === undefined) return true
  const { amount, unit } = period as { amount?: unknown; unit?: unknown }
  return isWhole(amount, 1) && durationUnits.includes(unit as DurationUnit)
}

function isWhole(value: unknown, min: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= 1_000_000
}
