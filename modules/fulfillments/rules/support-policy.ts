import type { ModelPolicies, PeriodUnit } from '@tallystick/catalog/rules/policies.ts'
import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'

/** Support acts whose number a policy may limit, with the label that their records get. */
export const limitedActs = { returns: 'return', repairs: 'repair', rehosts: 'rehost' } as const

/** A support act whose number a policy may limit. */
export type LimitedAct = keyof typeof limitedActs

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

/** Whether returned copies go back to the line item ("cancel license"). A line item that does not say gives them back. */
export function givesCopiesBack({ model, lineItem }: PolicyFacts): boolean {
  const policy = model.cancelLicense
  return policy.when === 'now' ? policy.isAllowed : lineItem['cancelLicense'] !== false
}

/**
 * Refuses an act that its policy does not allow any more; null when it does.
 *
 * `uses` are the newest acts of this kind on the line item, newest first, at least `limit.count` of them where there
 * are so many. A use counts from its instant for one period of the UTC calendar: a use of 31 January with a period of
 * a month counts until 28 February, same time of day. The refusal says when the next one is possible (`opensAt`; null
 * is never). A limit of 0 never opens. LIFE-06, BEY-03.
 */
export function supportPolicyRefusal(
  act: LimitedAct,
  limit: SupportLimit | null,
  uses: readonly Temporal.Instant[],
  now: Temporal.Instant,
): Refusal | null {
  if (limit === null) return null
  const { count, period } = limit
  const figures = { policy: act, limit: count, period: periodText(period) }
  const oldest = uses[count - 1]
  if (count > 0 && oldest === undefined) return null
  if (oldest === undefined || period === null) {
    return refuse('support-policy-exhausted', {
      ...figures,
      uses: uses.length,
      opensAt: null,
      opens: 'never',
    })
  }
  const opensAt = laterBy(oldest, period)
  if (Temporal.Instant.compare(opensAt, now) <= 0) return null
  const used = uses.filter((use) => Temporal.Instant.compare(laterBy(use, period), now) > 0).length
  return refuse('support-policy-exhausted', {
    ...figures,
    uses: used,
    opensAt: opensAt.toString(),
    opens: `on ${opensAt.toString().slice(0, 16).replace('T', ' at ')} UTC`,
  })
}

function laterBy(at: Temporal.Instant, period: NonNullable<SupportLimit['period']>): Temporal.Instant {
  return at
    .toZonedDateTimeISO('UTC')
    .add({ [period.unit]: period.amount })
    .toInstant()
}

function periodText(period: SupportLimit['period']): string {
  if (period === null) return 'the whole life of the line item'
  return period.amount === 1 ? `one ${period.unit.slice(0, -1)}` : `${period.amount} ${period.unit}`
}
