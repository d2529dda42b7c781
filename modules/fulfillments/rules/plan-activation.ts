import { copiesRefusal, overdraftRefusal } from '@tallystick/entitlements/rules/figures.ts'
import type { HostId } from '@tallystick/hosts/model.ts'
import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { ActivationFacts, ActivationRequest, ProductFacts, ServerHost } from './activation-facts.ts'
import { readHosts, unaskedServerRefusal } from './activation-hosts.ts'
import type { LicenseHosts } from './activation-hosts.ts'
import { stateRefusal } from './activation-states.ts'
import type { CalendarDate } from './calendar.ts'
import { lineCountMax, readCount, withinRange } from './counts.ts'
import { expirationOf } from './expiration.ts'
import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import type { AttributeValues, OverdraftValue } from '@tallystick/catalog/rules/model-attributes.ts'
import { attributeHostsRefusal, resolveAttributes } from '@tallystick/catalog/rules/resolve-attributes.ts'
import { startDateOf } from './start-date.ts'
import { versionDateOf } from './version-date.ts'

/** A fulfillment to be written: one license for one server host, or for one node-locked host. */
export interface PlannedRecord {
  /** One or three; null when the license needs no server. */
  readonly servers: readonly ServerHost[] | null
  readonly nodeHosts: readonly HostId[]
  readonly hostKey: string
  /** Copies taken from the line item; for counted kinds also the fulfill count. */
  readonly copies: number
  readonly overdraft: number
  readonly starts: CalendarDate
  /** Last day, inclusive; null is permanent. */
  readonly expires: CalendarDate | null
  /** Null when no feature has a date-based version. */
  readonly versionDate: CalendarDate | null
  readonly attributes: AttributeValues
}

/** What an activation does: records to write, what it takes from the line item, what to write back. */
export interface ActivationPlan {
  readonly refused: false
  readonly records: readonly PlannedRecord[]
  readonly copiesTaken: number
  readonly overdraftTaken: number
  /** Start date that the line item keeps from now on; null for no change. */
  readonly writeBackStartDate: CalendarDate | null
  /** Policies that were exceeded with the right to do so; the history marks them. */
  readonly policiesOverridden: readonly 'host-types'[]
}

/**
 * Decides one activation of one line item: the licenses to write, or the first rule it breaks.
 *
 * Precedence: state of line item, entitlement, license model and products; hosts; attributes; dates;
 * counts; overdraft; available copies; overdraft left. Caller holds the line item's lock, else the
 * figures are only good for display. Counts are never exceeded, whoever asks: overriding policies
 * lets other host ID types through, and nothing else here. Source: ACT-03 to ACT-05, ACT-09.
 */
export function planActivation(facts: ActivationFacts, request: ActivationRequest): ActivationPlan | Refusal {
  const closed = stateRefusal(facts)
  if (closed !== null) return closed
  const hosts = readHosts(facts.model, request.hosts, facts.mayOverridePolicies)
  if (isRefusal(hosts)) return hosts
  const values = attributesOf(facts, request, hosts.licenses)
  if (isRefusal(values)) return values
  const dates = datesOf(facts, request)
  if (isRefusal(dates)) return dates

  const shares = sharesOf(facts, values, hosts.licenses)
  if (isRefusal(shares)) return shares
  const missing = copiesRefusal(facts.lineItem.counts, shares.copiesTaken)
  if (missing !== null) return missing
  const overdrawn = overdraftRefusal(facts.lineItem.counts, shares.overdraftTaken)
  if (overdrawn !== null) return overdrawn

  const { writeBack, starts, expires, versionDate } = dates
  return {
    refused: false,
    records: hosts.licenses.map(({ servers, nodeHosts, hostKey }, index) => {
      const { copies, overdraft } = shares.each[index] ?? { copies: 0, overdraft: 0 }
      return {
        servers,
        nodeHosts,
        hostKey,
        copies,
        overdraft,
        starts,
        expires,
        versionDate,
        attributes: values,
      }
    }),
    copiesTaken: shares.copiesTaken,
    overdraftTaken: shares.overdraftTaken,
    writeBackStartDate: writeBack,
    policiesOverridden: hosts.overridesTypes ? ['host-types'] : [],
  }
}

function attributesOf(
  facts: ActivationFacts,
  request: ActivationRequest,
  licenses: readonly LicenseHosts[],
): AttributeValues | Refusal {
  const { model, lineItem } = facts
  const resolved = resolveAttributes(model, lineItem.attributes, request.attributes ?? {})
  if (isRefusal(resolved)) return resolved
  const nodeTypes = licenses.flatMap((license) => license.nodeHosts.map((node) => node.type))
  return (
    unaskedServerRefusal(model, resolved.values, request.hosts) ??
    attributeHostsRefusal(model.kind, resolved.values, nodeTypes) ??
    resolved.values
  )
}

interface ActivationDates {
  readonly starts: CalendarDate
  readonly writeBack: CalendarDate | null
  readonly expires: CalendarDate | null
  readonly versionDate: CalendarDate | null
}

function datesOf(facts: ActivationFacts, request: ActivationRequest): ActivationDates | Refusal {
  const { lineItem, today } = facts
  const start = startDateOf(lineItem.start, request.startDate, today)
  if (isRefusal(start)) return start
  const expiration = expirationOf(lineItem.term, start.starts)
  if (isRefusal(expiration)) return expiration
  if (expiration.expires !== null && expiration.expires < today) {
    return refuse('license-already-expired', { startDate: start.starts, expires: expiration.expires })
  }
  const dates = { ...start, expires: expiration.expires }
  if (!needsVersionDate(facts.products)) return { ...dates, versionDate: null }
  const version = versionDateOf(lineItem.version, request, { starts: start.starts, today })
  return isRefusal(version) ? version : { ...dates, versionDate: version.versionDate }
}

/** Whether a line item has a version that is a date; only then are version dates asked and used. */
export function needsVersionDate(products: readonly ProductFacts[]): boolean {
  return products.some(
    (product) =>
      product.package?.version === null || product.features.some((feature) => feature.version === null),
  )
}

interface Share {
  readonly copies: number
  readonly overdraft: number
}

interface Shares {
  readonly each: readonly Share[]
  readonly copiesTaken: number
  readonly overdraftTaken: number
}

function sharesOf(
  facts: ActivationFacts,
  values: AttributeValues,
  licenses: readonly LicenseHosts[],
): Shares | Refusal {
  const each: Share[] = []
  for (const [index, { request }] of licenses.entries()) {
    const copies = copiesOf(facts, request.copies, index)
    if (typeof copies !== 'number') return copies
    const overdraft = overdraftOf(facts, values, request.overdraft, index)
    if (typeof overdraft !== 'number') return overdraft
    each.push({ copies, overdraft })
  }
  const copiesTaken = withinRange(sumOf(each.map((share) => share.copies)), 'copies')
  if (typeof copiesTaken !== 'number') return copiesTaken
  const overdraftTaken = withinRange(sumOf(each.map((share) => share.overdraft)), 'overdraft')
  if (typeof overdraftTaken !== 'number') return overdraftTaken
  return { each, copiesTaken, overdraftTaken }
}

/** One copy per host for uncounted kinds; else the fulfill count, whose lines must stay within range too. */
function copiesOf(facts: ActivationFacts, given: unknown, index: number): number | Refusal {
  const field = `hosts.${index}.copies`
  if (!licenseKindOf(facts.model.kind).asksCount) {
    const isOne = given === undefined || given === null || given === 1
    return isOne ? 1 : refuse('count-not-asked', { field, kind: facts.model.kind })
  }
  if (given === undefined || given === null) return refuse('count-missing', { field })
  const copies = readCount(given, field)
  if (typeof copies !== 'number') return copies
  for (const product of facts.products) {
    const largest = Math.max(...product.features.map((feature) => feature.count))
    const line = withinRange(copies * product.quantityPerCopy * largest, field, lineCountMax)
    if (typeof line !== 'number') return line
  }
  return copies
}

/** Overdraft of one fulfillment: offered by the model, between its floor and its ceiling. */
function overdraftOf(
  facts: ActivationFacts,
  values: AttributeValues,
  given: unknown,
  index: number,
): number | Refusal {
  const field = `hosts.${index}.overdraft`
  if (given === undefined || given === null || given === 0) return floorRefusal(values.overdraft, field) ?? 0
  const when = facts.model.attributes.overdraft?.when ?? 'not-used'
  if (!licenseKindOf(facts.model.kind).mayOverdraw || when === 'not-used') {
    return refuse('overdraft-not-offered', { field, kind: facts.model.kind })
  }
  const overdraft = readCount(given, field, 0)
  if (typeof overdraft !== 'number') return overdraft
  if (overdraft > lineCountMax) return withinRange(overdraft, field, lineCountMax)
  const { perFulfillmentMin: minimum, perFulfillmentMax: maximum } = values.overdraft ?? {}
  if ((minimum !== undefined && overdraft < minimum) || (maximum !== undefined && overdraft > maximum)) {
    return refuse('overdraft-outside-limits', {
      field,
      value: overdraft,
      minimum: minimum ?? 0,
      maximum: maximum ?? null,
    })
  }
  return overdraft
}

function floorRefusal(limits: OverdraftValue | null, field: string): Refusal | null {
  const minimum = limits?.perFulfillmentMin ?? 0
  if (minimum === 0) return null
  const maximum = limits?.perFulfillmentMax ?? null
  return refuse('overdraft-outside-limits', { field, value: 0, minimum, maximum })
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
