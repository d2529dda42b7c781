import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { instantWords, policyFigures } from './support-policy.ts'

/** How often customers may release hosts of an account themselves. BEY-15. */
export interface ReleaseLimit {
  /** 0: never. */
  readonly count: number
  /** Length of the rolling period in which releases count. */
  readonly days: number
  /** Fewest days between two releases. */
  readonly coolDownDays: number
}

/** How much of the limit is used. */
export interface ReleaseFigures {
  readonly uses: number
  readonly left: number
  /** When the next release is possible; null while one is, and when there is never one. */
  readonly opensAt: Temporal.Instant | null
}

/**
 * The figures of releases of an account. `uses` are its releases, newest first. A release counts for the period from
 * its own instant, by days of 24 hours; after each the cool-down keeps the next one waiting. BEY-15.
 */
export function releaseFigures(
  limit: ReleaseLimit,
  uses: readonly Temporal.Instant[],
  now: Temporal.Instant,
): ReleaseFigures {
  const period = { amount: limit.days, unit: 'days' } as const
  const counted = policyFigures({ count: limit.count, period }, uses, now)
  const cool = cooledAt(limit, uses, now)
  const opensAt = laterOf(counted.opensAt, limit.count === 0 ? null : cool)
  return { uses: counted.uses, left: counted.left, opensAt }
}

/** Why a host cannot be released now; null when it can. In this order: never, the count, the cool-down. BEY-03. */
export function releaseRefusal(
  limit: ReleaseLimit,
  uses: readonly Temporal.Instant[],
  now: Temporal.Instant,
): Refusal | null {
  if (limit.count === 0) return refuse('host-release-off')
  const { uses: used, left, opensAt } = releaseFigures(limit, uses, now)
  if (opensAt === null) return null
  const opens = { opensAt: opensAt.toString(), opens: instantWords(opensAt) }
  if (left === 0) {
    return refuse('host-release-exhausted', { limit: limit.count, days: limit.days, uses: used, ...opens })
  }
  return refuse('host-release-cooling', { days: limit.coolDownDays, ...opens })
}

function cooledAt(
  { coolDownDays }: ReleaseLimit,
  [newest]: readonly Temporal.Instant[],
  now: Temporal.Instant,
): Temporal.Instant | null {
  if (!newest || coolDownDays === 0) return null
  const cool = newest.add({ hours: 24 * coolDownDays })
  return Temporal.Instant.compare(cool, now) > 0 ? cool : null
}

function laterOf(a: Temporal.Instant | null, b: Temporal.Instant | null): Temporal.Instant | null {
  if (a === null || b === null) return a ?? b
  return Temporal.Instant.compare(a, b) > 0 ? a : b
}
