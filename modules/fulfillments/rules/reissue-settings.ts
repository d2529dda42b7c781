import { namedAttributeValues } from '@tallystick/catalog/rules/attribute-names.ts'
import type { AttributeValues } from '@tallystick/catalog/rules/model-attributes.ts'
import {
  attributeHostsRefusal,
  attributesToAsk,
  resolveAttributes,
  type GivenAttributes,
} from '@tallystick/catalog/rules/resolve-attributes.ts'
import type { HostId } from '@tallystick/hosts/model.ts'
import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { givenText } from '@tallystick/catalog/rules/given-text.ts'
import type { ActivationFacts, ServerHost } from './activation-facts.ts'
import { unaskedServerRefusal } from './activation-hosts.ts'
import { isCalendarDate, type CalendarDate } from './calendar.ts'
import { expirationOf } from './expiration.ts'
import { needsVersionDate } from './plan-activation.ts'
import type { LicenseStanding } from './support-states.ts'
import { asksStartDate } from './start-date.ts'
import { versionDateOf, versionDateToAsk } from './version-date.ts'

/** What a license says besides its counts; a new one in its place begins with it. */
export interface LicenseSettings {
  readonly starts: CalendarDate
  /** Last day of use; null is permanent. */
  readonly expires: CalendarDate | null
  readonly versionDate: CalendarDate | null
  readonly attributes: AttributeValues
}

/** The hosts of a license, as rules compare them. */
export interface HostsOfLicense {
  readonly servers: readonly ServerHost[] | null
  readonly nodeHosts: readonly HostId[]
}

/** Everything that decides a license in the place of another one besides the request. */
export interface ReissueFacts extends Pick<ActivationFacts, 'lineItem' | 'products' | 'model' | 'today'> {
  readonly license: LicenseStanding
  readonly settings: LicenseSettings
  readonly hosts: HostsOfLicense
  readonly mayOverridePolicies: boolean
}

/** What a request may say of the settings; what is left out stays. */
export interface AskedSettings {
  readonly attributes?: GivenAttributes | undefined
  readonly startDate?: unknown
  readonly versionDate?: unknown
  readonly versionStartDate?: unknown
}

/** The dates of a license. */
export type LicenseDates = Omit<LicenseSettings, 'attributes'>

/** The attributes that an activation asks: what a holder may change later. */
export function attributesAsked({ model }: Pick<ReissueFacts, 'model'>): readonly string[] {
  return attributesToAsk(model, 'fulfillment').map(({ key }) => key)
}

/**
 * The attributes of a license when those that an activation asks are changed; everything else stays as the license
 * has it, whatever its model says today. `null` unsets a value.
 */
export function changedAttributes(
  facts: ReissueFacts,
  given: GivenAttributes | undefined,
): AttributeValues | Refusal {
  const resolved = attributesAnew(facts, given)
  if (isRefusal(resolved)) return resolved
  const asked = attributesAsked(facts)
  const changed = Object.entries(resolved).filter(([key]) => asked.includes(key))
  return { ...facts.settings.attributes, ...Object.fromEntries(changed) }
}

/** The attributes of a license as an activation would give them today; what is asked and not given stays. */
export function attributesAnew(
  facts: ReissueFacts,
  given: GivenAttributes | undefined,
): AttributeValues | Refusal {
  const named = namedAttributeValues(given ?? {})
  if (isRefusal(named)) return named
  const asked = attributesAsked(facts)
  const present = Object.entries(facts.settings.attributes).filter(([key]) => asked.includes(key))
  const resolved = resolveAttributes(facts.model, facts.lineItem.attributes, {
    ...Object.fromEntries(present),
    ...named.values,
  })
  return isRefusal(resolved) ? resolved : resolved.values
}

/** Whether attributes and hosts fit each other; null when they do. */
export function hostsFitRefusal(
  facts: ReissueFacts,
  values: AttributeValues,
  { servers, nodeHosts }: HostsOfLicense,
): Refusal | null {
  return (
    unaskedServerRefusal(facts.model, values, [{ servers: servers ?? [], nodeHosts }]) ??
    attributeHostsRefusal(
      facts.model.kind,
      values,
      nodeHosts.map(({ type }) => type),
    )
  )
}

/**
 * The dates of a license when those that an activation asks are changed. A start that is settled cannot be changed;
 * another start moves the end by the term of the line item. An end in the past is refused only when it is new.
 */
export function changedDates(facts: ReissueFacts, asked: AskedSettings): LicenseDates | Refusal {
  const { settings, lineItem } = facts
  const starts = dayGiven(asked.startDate, settings.starts)
  if (isRefusal(starts)) return starts
  if (starts !== settings.starts && !asksStartDate(lineItem.start)) {
    return refuse('start-date-fixed', { value: starts, startDate: settings.starts })
  }
  const versionDate = changedVersionDate(facts, asked, starts)
  if (isRefusal(versionDate)) return versionDate
  const dates = { starts, versionDate: versionDate.versionDate }
  return starts === settings.starts ? { ...dates, expires: settings.expires } : ending(facts, dates)
}

/**
 * The dates of a license as its line item gives them today: for licenses that were made by mistake. The start stays
 * unless it is given or the line item has settled another one.
 */
export function datesAnew(facts: ReissueFacts, asked: AskedSettings): LicenseDates | Refusal {
  const { settings, lineItem } = facts
  const settled = lineItem.start.option === 'specify-now' ? lineItem.start.startsOn : null
  const starts = dayGiven(asked.startDate, settled ?? settings.starts)
  if (isRefusal(starts)) return starts
  const { option } = lineItem.version
  const isSettled = option === 'specify-now' || option === 'use-start-date'
  const version =
    isSettled && needsVersionDate(facts.products)
      ? versionDateOf(lineItem.version, {}, { starts, today: facts.today })
      : changedVersionDate(facts, asked, starts)
  return isRefusal(version) ? version : ending(facts, { starts, versionDate: version.versionDate })
}

function ending(facts: ReissueFacts, dates: Omit<LicenseDates, 'expires'>): LicenseDates | Refusal {
  const expiration = expirationOf(facts.lineItem.term, dates.starts)
  if (isRefusal(expiration)) return expiration
  const { expires } = expiration
  if (expires !== null && expires < facts.today) {
    return refuse('license-already-expired', { startDate: dates.starts, expires })
  }
  return { ...dates, expires }
}

function changedVersionDate(
  { settings, lineItem, products, today }: ReissueFacts,
  asked: AskedSettings,
  starts: CalendarDate,
): { readonly versionDate: CalendarDate | null } | Refusal {
  const field = needsVersionDate(products) ? versionDateToAsk(lineItem.version) : null
  const given = field === 'version-date' ? asked.versionDate : field ? asked.versionStartDate : null
  if (given === undefined || given === null || given === '') return { versionDate: settings.versionDate }
  return versionDateOf(lineItem.version, asked, { starts, today })
}

/** A day of a request; `otherwise` where none is given. Refuses what is no day. */
export function dayGiven(given: unknown, otherwise: CalendarDate): CalendarDate | Refusal {
  if (given === undefined || given === null || given === '') return otherwise
  return isCalendarDate(given) ? given : refuse('start-date-invalid', { value: givenText(given) })
}
