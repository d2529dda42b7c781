import { copiesRefusal, overdraftRefusal } from '@tallystick/entitlements/rules/figures.ts'
import type { HostId } from '@tallystick/hosts/model.ts'
import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { ActivationFacts, ActivationRequest, ProductFacts, ServerHost } from './activation-facts.ts'
import { readHosts, unaskedServerRefusal } from './activation-hosts.ts'
import type { LicenseHosts } from './activation-hosts.ts'
import { sharesOf } from './activation-shares.ts'
import { stateRefusal } from './activation-states.ts'
import type { CalendarDate } from './calendar.ts'
import { expirationOf } from './expiration.ts'
import type { AttributeValues } from '@tallystick/catalog/rules/model-attributes.ts'
import { attributeHostsRefusal, resolveAttributes } from '@tallystick/catalog/rules/resolve-attributes.ts'
import { remainingRefusal, type DrawnCopies } from './replace-licenses.ts'
import { startDateOf } from './start-date.ts'
import { versionDateOf } from './version-date.ts'

/** A fulfillment to be written: one license for one server host, or for one node-locked host. */
export interface PlannedRecord {
  /** One or three; null when the license needs no server. */
  readonly servers: readonly ServerHost[] | null
  readonly nodeHosts: readonly HostId[]
  readonly hostKey: string
  /** Copies taken of the line item, new and replaced ones together; what a counted license is good for. */
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
  /** Copies that licenses of other line items give, for each of the records. */
  readonly draws: readonly (readonly DrawnCopies[])[]
  /** Copies of all records: new ones, and those that are replaced. */
  readonly copiesTaken: number
  readonly copiesReplaced: number
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
 * copies to replace, counts and overdraft of each host; available copies; what remains to be fulfilled;
 * overdraft left. Caller holds the locks of the line item and of those whose licenses it replaces, else the
 * figures are only good for display. Counts are never exceeded, whoever asks: overriding policies
 * lets other host ID types through, and nothing else here. Source: ACT-03 to ACT-06, ACT-09.
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
  const fresh = shares.copiesTaken - shares.copiesReplaced
  const missing =
    copiesRefusal(facts.lineItem.counts, fresh) ??
    remainingRefusal(facts.lineItem.counts, { fresh, replaced: shares.copiesReplaced })
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
    draws: shares.each.map(({ draws }) => draws),
    copiesTaken: shares.copiesTaken,
    copiesReplaced: shares.copiesReplaced,
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
