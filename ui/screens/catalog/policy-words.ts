import type { BesidePolicy, LimitPolicy, ModelExpiration } from '@tallystick/catalog/rules/policies.ts'
import { countText, dateText, numberText } from '@tallystick/kit/format/dates.ts'
import { momentWords } from './attribute-words.ts'

/** `3 in 12 months`, `not limited`: how often something may be done per line item. */
export function policyText(policy: LimitPolicy): string {
  if (policy.when === 'not-used') return 'not limited'
  if (policy.when === 'at-entitlement') return momentWords(policy.when)
  const { count, period } = policy
  if (period === null) return `${numberText(count)} in all`
  return `${numberText(count)} in ${countText(period.amount, period.unit.replace(/s$/, ''))}`
}

/** The same for licenses beside another one: `2 in 1 year, each for 30 days at most`. */
export function besidePolicyText(policy: BesidePolicy): string {
  const often = policyText(policy)
  if (policy.when === 'not-used' || policy.longest === null) return often
  const { amount, unit } = policy.longest
  return `${often}, each for ${countText(amount, unit.replace(/s$/, ''))} at most`
}

/** When licenses of a model end, in words. */
export function expirationText(expiration: ModelExpiration): string {
  switch (expiration.setting) {
    case 'at-entitlement':
      return momentWords('at-entitlement')
    case 'permanent':
      return 'never'
    case 'date':
      return dateText(expiration.date)
    case 'duration':
      return `${countText(expiration.amount, expiration.unit.replace(/s$/, ''))} after the start`
  }
}
