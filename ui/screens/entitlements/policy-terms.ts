import type { Fact } from '@tallystick/kit/details/Facts.tsx'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { durationText } from './sold-words.ts'

/** Policies that a license model may leave to its line items. */
export const LIMIT_POLICIES = {
  rehosts: 'Rehosts',
  returns: 'Returns',
  repairs: 'Repairs',
  reinstalls: 'Reinstalls',
  emergencies: 'Emergency licenses',
  stopGaps: 'Stop-gap licenses',
  publisherErrors: 'Corrected publisher errors',
} as const

/** How often something may be done with licenses of a line item. A missing period is the whole life. */
export interface LimitValue {
  readonly count: number
  readonly period: { readonly amount: number; readonly unit: string } | null
}

/** A policy of a line item as a fact: `Rehosts: 3 in 1 year`. */
export function policyWords(policy: string, value: unknown): Fact {
  if (policy === 'cancelLicense') {
    return {
      label: 'Returned copies',
      value: value === true ? 'go back to the line item' : 'are not given back',
    }
  }
  const labels: Readonly<Record<string, string>> = LIMIT_POLICIES
  const { count, period } = value as LimitValue
  const text = period ? `${numberText(count)} in ${durationText(period)}` : `${numberText(count)} in all`
  return { label: labels[policy] ?? policy, value: text }
}
