import type { LongestDuration, ModelPolicies, PeriodUnit } from '@tallystick/catalog/rules/policies.ts'
import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { durationText } from './duration-text.ts'

/** Support acts whose number a policy may limit, with the label that their records get. */
export const limitedActs = {
  returns: 'return',
  repairs: 'repair',
  rehosts: 'rehost',
  publisherErrors: 'publisher-error',
  emergencies: 'emergency',
  stopGaps: 'stop-gap',
} as const

/** A support act whose number a policy may limit. */
export type LimitedAct = keyof typeof limitedActs

/** What a policy limits, in the words of its refusal. */
export const limitedActWords: Readonly<Record<LimitedAct, string>> = {
  returns: 'returns',
  repairs: 'repairs',
  rehosts: 'rehosts',
  publisherErrors: 'corrections of publisher errors',
  emergencies: 'emergency licenses',
  stopGaps: 'stop-gap licenses',
}

/** So many uses in a rolling period; without a period, in the whole life of the line item. */
export interface SupportLimit {
  readonly count: number
  readonly period: { readonly amount: number; readonly unit: PeriodUnit } | null
}

/** The policies that hold for a line item: the license model's, and what it leaves to the line item. */
export interface PolicyFacts {
  readonly model: Pick<ModelPolicies, LimitedAct | 'cancelLicense'>
  /** Values of the line item by policy name, checked when it was made. */
  readonly lineItem: Readonly<Record<string, unknown>>
}

/** The limit of an act; null when it is not limited. A line item that was left to say it and did not has none. */
export function supportLimitOf({ model, lineItem }: PolicyFacts, act: LimitedAct): SupportLimit | null {
  const policy = model[act]
  if (policy.when === 'not-used') return null
  if (policy.when === 'now') return { count: policy.count, period: policy.period }
  const given = lineItem[act] as SupportLimit | undefined
  return given ? { count: given.count, period: given.period ?? null } : null
}

/** How long a license may be good that stands beside another one; null where no policy says it. */
export function longestOf({ model }: PolicyFacts, act: 'emergencies' | 'stopGaps'): LongestDuration | null {
  const policy = model[act]
  return policy.when === 'not-used' ? null : policy.longest
}

/** Whether returned copies go back to the line item ("cancel license"). A line item that does not say gives them back. */
export function givesCopiesBack({ model, lineItem }: PolicyFacts): boolean {
  const policy = model.cancelLicense
  return policy.when === 'now' ? policy.isAllowed : lineItem['cancelLicense'] !== false
}

/** How much of a limit is used, and when it opens again. */
export interface PolicyFigures {
  readonly limit: number
  /** The period in words. */
  readonly period: string
  /** Uses that count at the moment. */
  readonly uses: number
  readonly left: number
  /** When the next one is possible; null while one is left, and when there is never one again. */
  readonly opensAt: Temporal.Instant | null
}

/**
 * The figures of a limit. `uses` are the newest acts of this kind on the line item, newest first, at least
 * `limit.count` of them where there are so many. A use counts from its instant for one period of the UTC calendar: a
 * use of 31 January with a period of a month counts until 28 February, same time of day. LIFE-06.
 */
export function policyFigures(
  { count, period }: SupportLimit,
  uses: readonly Temporal.Instant[],
  now: Temporal.Instant,
): PolicyFigures {
  const counting = uses
    .slice(0, Math.max(count, 0))
    .filter((use) => period === null || Temporal.Instant.compare(laterBy(use, period), now) > 0)
  const left = Math.max(0, count - counting.length)
  const oldest = counting.at(-1)
  const opensAt = left > 0 || period === null || oldest === undefined ? null : laterBy(oldest, period)
  return { limit: count, period: periodText(period), uses: counting.length, left, opensAt }
}

/**
 * Refuses an act that its policy does not allow any more; null when it does. The refusal says when the next one is
 * possible (`opensAt`; null is never). A limit of 0 never opens. LIFE-06, BEY-03.
 */
export function supportPolicyRefusal(
  act: LimitedAct,
  limit: SupportLimit | null,
  uses: readonly Temporal.Instant[],
  now: Temporal.Instant,
): Refusal | null {
  if (limit === null) return null
  const { left, opensAt, ...figures } = policyFigures(limit, uses, now)
  if (left > 0) return null
  return refuse('support-policy-exhausted', {
    policy: limitedActWords[act],
    ...figures,
    opensAt: opensAt?.toString() ?? null,
    opens: opensWords(opensAt),
  })
}

/** When a policy opens again, as a sentence of a refusal. */
export function opensWords(at: Temporal.Instant | null): string {
  return at ? `It opens again on ${instantWords(at)}.` : 'It does not open again.'
}

/** An instant as refusals say it. */
export function instantWords(at: Temporal.Instant): string {
  return `${at.toString().slice(0, 16).replace('T', ' at ')} UTC`
}

function laterBy(at: Temporal.Instant, period: NonNullable<SupportLimit['period']>): Temporal.Instant {
  return at
    .toZonedDateTimeISO('UTC')
    .add({ [period.unit]: period.amount })
    .toInstant()
}

function periodText(period: SupportLimit['period']): string {
  return period === null ? 'the whole life of the line item' : durationText(period)
}
