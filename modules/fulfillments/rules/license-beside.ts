import type { LongestDuration } from '@tallystick/catalog/rules/policies.ts'
import type { AttributeValues } from '@tallystick/catalog/rules/model-attributes.ts'
import { givenText } from '@tallystick/catalog/rules/given-text.ts'
import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { addDuration, isCalendarDate, isDuration, type CalendarDate } from './calendar.ts'
import { changedAttributes, dayGiven, type LicenseDates, type ReissueFacts } from './reissue-settings.ts'
import { liveRefusal, reissueRefusal } from './support-states.ts'
import { durationText } from './duration-text.ts'
import type { GivenAttributes } from '@tallystick/catalog/rules/resolve-attributes.ts'

/** The two kinds of licenses that stand beside another one. */
export type BesideKind = 'emergency' | 'stop-gap'

/** What decides such a license besides the request. */
export interface BesideFacts extends ReissueFacts {
  /** The day on which the license was issued, where its line item counts its days. */
  readonly fulfilledOn: CalendarDate
  /** How long its policy lets it be good; null does not limit it. */
  readonly longest: LongestDuration | null
  readonly mayOverrideLength: boolean
}

/** When such a license begins and ends: its end as a day, or as a duration. */
export interface AskedSpan {
  readonly startDate?: unknown
  readonly expiresOn?: unknown
  readonly duration?: unknown
  readonly attributes?: GivenAttributes | undefined
}

/** The license that stands beside. */
export interface BesidePlan {
  readonly refused: false
  readonly dates: LicenseDates
  readonly attributes: AttributeValues
  /** True when it is longer than its policy says, by the right to do so. */
  readonly overridesLength: boolean
}

/**
 * Decides a license that stands beside another one for a short time: an emergency license while the valid one does not
 * work, a stop-gap license for an expired one whose renewal is under way. It is for the whole count and takes no copies.
 *
 * It begins on the day on which its original was issued (emergency), or today (stop gap). Its length is measured from
 * its start, or from today where the start is past: that is how long it can be used. Precedence: states, expired or
 * not, start, end, length, attributes. Source: seed of back office 3.3; LIFE-01.
 */
export function planBeside(kind: BesideKind, facts: BesideFacts, asked: AskedSpan): BesidePlan | Refusal {
  const closed = besideStateRefusal(kind, facts)
  if (closed !== null) return closed
  const starts = dayGiven(asked.startDate, proposedStart(kind, facts))
  if (isRefusal(starts)) return starts
  const usableFrom = starts > facts.today ? starts : facts.today
  const expires = endOf(asked, usableFrom)
  if (isRefusal(expires)) return expires
  if (expires < usableFrom) return refuse('beside-end-past', { expires, earliest: usableFrom })
  const latest = facts.longest && addDuration(usableFrom, facts.longest)
  const isTooLong = latest !== null && expires > latest
  if (isTooLong && !facts.mayOverrideLength) {
    return refuse('beside-too-long', {
      kind: BESIDE_WORDS[kind],
      longest: facts.longest ? durationText(facts.longest) : '',
      expires,
      latest,
    })
  }
  const attributes =
    kind === 'emergency' ? changedAttributes(facts, asked.attributes) : facts.settings.attributes
  if (isRefusal(attributes)) return attributes
  const dates = { starts, expires, versionDate: facts.settings.versionDate }
  return { refused: false, dates, attributes, overridesLength: isTooLong }
}

/** Names of the two kinds in sentences. */
export const BESIDE_WORDS: Readonly<Record<BesideKind, string>> = {
  emergency: 'An emergency license',
  'stop-gap': 'A stop-gap license',
}

/** Whether a license may have one beside it at all; null when it may. */
export function besideStateRefusal(
  kind: BesideKind,
  facts: Pick<BesideFacts, 'license' | 'lineItem' | 'today'> & {
    readonly settings: { readonly expires: CalendarDate | null }
  },
): Refusal | null {
  const closed = liveRefusal(facts.license) ?? reissueRefusal(facts.lineItem)
  if (closed !== null) return closed
  const { expires } = facts.settings
  const isExpired = expires !== null && expires < facts.today
  const data = { fulfillment: facts.license.fulfillmentCode, expires }
  if (kind === 'emergency' && isExpired) return refuse('license-expired', data)
  if (kind === 'stop-gap' && !isExpired) {
    return refuse('license-not-expired', {
      ...data,
      end: expires === null ? 'never ends' : `ends on ${expires}`,
    })
  }
  return null
}

/** The day from which it is good unless another one is given. */
export function proposedStart(
  kind: BesideKind,
  { fulfilledOn, today }: Pick<BesideFacts, 'fulfilledOn' | 'today'>,
): CalendarDate {
  return kind === 'emergency' ? fulfilledOn : today
}

function endOf({ expiresOn, duration }: AskedSpan, from: CalendarDate): CalendarDate | Refusal {
  const isOpen = (value: unknown) => value === undefined || value === null || value === ''
  if (isOpen(expiresOn) && isOpen(duration)) return refuse('beside-end-missing')
  if (!isOpen(expiresOn) && !isOpen(duration)) return refuse('beside-end-twice')
  if (!isOpen(expiresOn)) {
    return isCalendarDate(expiresOn) ? expiresOn : refuse('beside-end-wrong', { value: givenText(expiresOn) })
  }
  if (!isDuration(duration)) return refuse('beside-end-wrong', { value: givenText(duration) })
  return addDuration(from, duration) ?? refuse('expiration-out-of-range', { startDate: from })
}
