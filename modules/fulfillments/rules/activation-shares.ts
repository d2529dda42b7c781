import type { AttributeValues, OverdraftValue } from '@tallystick/catalog/rules/model-attributes.ts'
import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { ActivationFacts } from './activation-facts.ts'
import { firstTextOf, type LicenseHosts } from './activation-hosts.ts'
import { lineCountMax, readCount, withinRange } from './counts.ts'
import { drawCopies, type DrawnCopies } from './replace-licenses.ts'

/** What one license of an activation gets. */
export interface Share {
  /** New copies and replaced ones together. */
  readonly copies: number
  readonly overdraft: number
  /** Copies that licenses of other line items give. */
  readonly draws: readonly DrawnCopies[]
}

/** What all licenses of an activation get. */
export interface Shares {
  readonly each: readonly Share[]
  readonly copiesTaken: number
  readonly copiesReplaced: number
  readonly overdraftTaken: number
}

/**
 * What each license gets, host by host: copies to replace, the count, the overdraft; or the first that is wrong.
 * Sums are held to the range of counts here, to what the line item has by the caller. ACT-05, ACT-06.
 */
export function sharesOf(
  facts: ActivationFacts,
  values: AttributeValues,
  licenses: readonly LicenseHosts[],
): Shares | Refusal {
  const each: Share[] = []
  for (const [index, license] of licenses.entries()) {
    const share = shareOf(facts, values, { license, index, licenses })
    if (isRefusal(share)) return share
    each.push(share)
  }
  const copiesTaken = withinRange(sumOf(each.map((share) => share.copies)), 'copies')
  if (typeof copiesTaken !== 'number') return copiesTaken
  const overdraftTaken = withinRange(sumOf(each.map((share) => share.overdraft)), 'overdraft')
  if (typeof overdraftTaken !== 'number') return overdraftTaken
  const copiesReplaced = sumOf(each.map(({ draws }) => replacedIn(draws)))
  return { each, copiesTaken, copiesReplaced, overdraftTaken }
}

interface Place {
  readonly license: LicenseHosts
  readonly index: number
  readonly licenses: readonly LicenseHosts[]
}

function shareOf(facts: ActivationFacts, values: AttributeValues, place: Place): Share | Refusal {
  const { license, index } = place
  const draws = drawsOf(facts, place)
  if (isRefusal(draws)) return draws
  const copies = copiesOf(facts, license.request.copies, index, replacedIn(draws))
  if (typeof copies !== 'number') return copies
  const overdraft = overdraftOf(facts, values, license.request.overdraft, index)
  if (typeof overdraft !== 'number') return overdraft
  return { copies, overdraft, draws }
}

/** The copies that a host takes from licenses of other line items; only a replacing line item has any. */
function drawsOf(
  { lineItem, replacing }: ActivationFacts,
  { license, index, licenses }: Place,
): readonly DrawnCopies[] | Refusal {
  const { replaces = [] } = license.request
  if (replaces.length === 0) return []
  const data = { activationId: lineItem.activationId }
  if (!replacing) return refuse('replaces-not-asked', data)
  const together = licenses.filter(({ request }) => request === license.request)
  if (together.length > 1) return refuse('replaces-several-hosts', { ...data, licenses: together.length })
  const host = { key: license.hostKey, text: firstTextOf(license) }
  return drawCopies(replacing, host, replaces, `hosts.${index}.replaces`)
}

/** One copy per host for uncounted kinds; else the fulfill count, whose lines must stay within range too. */
function copiesOf(facts: ActivationFacts, given: unknown, index: number, replaced: number): number | Refusal {
  const field = `hosts.${index}.copies`
  const isOpen = given === undefined || given === null
  if (!licenseKindOf(facts.model.kind).asksCount) {
    if (replaced > 1) return refuse('replaces-one-copy', { requested: replaced })
    return isOpen || given === 1 ? 1 : refuse('count-not-asked', { field, kind: facts.model.kind })
  }
  if (isOpen && replaced === 0) return refuse('count-missing', { field })
  const fresh = isOpen ? 0 : readCount(given, field, replaced === 0 ? 1 : 0)
  if (typeof fresh !== 'number') return fresh
  const copies = withinRange(fresh + replaced, field)
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

function replacedIn(draws: readonly DrawnCopies[]): number {
  return sumOf(draws.map(({ copies }) => copies))
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
