import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { givenText } from '@tallystick/catalog/rules/given-text.ts'
import type { LicenseKind } from '@tallystick/catalog/rules/license-kinds.ts'
import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import { copiesMax } from '@tallystick/catalog/rules/count-limits.ts'

export { copiesMax, lineCountMax } from '@tallystick/catalog/rules/count-limits.ts'

/** The stored figures of a line item, in copies. */
export interface LineItemCounts {
  readonly copiesTotal: number
  /** In active fulfillments, extra activations included, overdraft not. */
  readonly copiesTaken: number
  /** Copies beyond the purchased ones that the policy allows; 0 means none. */
  readonly extraActivationsMax: number
  /** Overdraft that all fulfillments together may grant; 0 means none. */
  readonly overdraftMax: number
  readonly overdraftUsed: number
}

/** The figures of a line item as a person sees them, in copies, none below 0. */
export interface LineItemFigures extends LineItemCounts {
  readonly copiesAvailable: number
  readonly extraActivationsUsed: number
  readonly extraActivationsAvailable: number
  /** All that can still be activated: available copies and extra activations together. */
  readonly copiesRemaining: number
  readonly overdraftLeft: number
}

/** What one host of an activation asks for: its node-locked hosts and its fulfill count. */
export interface HostCounts {
  readonly nodeHosts: number
  /** Null where the kind asks for no count. */
  readonly fulfillCount: number | null
}

/**
 * Reads a count that a person or program gave, in copies from `minimum` to `copiesMax`.
 *
 * Texts, fractions, NaN and infinities are `count-not-a-whole-number`; zero (where not allowed),
 * negative and enormous numbers are `count-out-of-range`. `field` names the place in both.
 */
export function readCount(value: unknown, field: string, minimum: 0 | 1 = 1): number | Refusal {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    return refuse('count-not-a-whole-number', { field, value: givenText(value) })
  }
  if (value < minimum || value > copiesMax) {
    return refuse('count-out-of-range', { field, value, minimum, maximum: copiesMax })
  }
  return value
}

/** A sum or product of counts that must still be a count; refused when it is beyond `maximum`. */
export function withinRange(value: number, field: string, maximum = copiesMax): number | Refusal {
  if (Number.isSafeInteger(value) && value <= maximum) return value
  return refuse('count-out-of-range', { field, value, minimum: 1, maximum })
}

/**
 * Copies that one activation takes from its line item.
 *
 * Counted kinds: the sum of the fulfill counts of their servers. Node-locked uncounted: the number
 * of node-locked hosts. Floating uncounted: the number of servers, where three redundant servers are
 * one. Source: seed 004 "Configuring Counts", Table 2-4; ACT-05.
 */
export function copiesTakenBy(kind: LicenseKind, hosts: readonly HostCounts[]): number | Refusal {
  const facts = licenseKindOf(kind)
  let sum = 0
  for (const [index, host] of hosts.entries()) {
    if (facts.asksCount) {
      const count = readCount(host.fulfillCount, `hosts.${index}.copies`)
      if (isRefusal(count)) return count
      sum += count
    } else {
      sum += facts.countsPer === 'node-host' ? host.nodeHosts : 1
    }
  }
  return withinRange(sum, 'copies')
}

/**
 * Copies of a line item that can still be activated as new, in copies, never below 0.
 *
 * Total minus taken and minus `copiesPending`, which are those already assigned to other hosts of the
 * same activation. Extra activations and overdraft are not part of it, nor are copies that wait in
 * the parent of an upgrade. Source: seed 004 "Configuring Counts"; ACT-05.
 */
export function copiesAvailable(counts: LineItemCounts, copiesPending = 0): number {
  sound(counts)
  return Math.max(0, counts.copiesTotal - counts.copiesTaken - copiesPending)
}

/** Extra activations left, in copies. They are used only when all purchased copies are taken. */
export function extraActivationsAvailable(counts: LineItemCounts, copiesPending = 0): number {
  sound(counts)
  const beyond = Math.max(0, counts.copiesTaken + copiesPending - counts.copiesTotal)
  return Math.max(0, counts.extraActivationsMax - beyond)
}

/** Overdraft that can still be granted to fulfillments, in copies. */
export function overdraftLeft(counts: LineItemCounts, overdraftPending = 0): number {
  sound(counts)
  return Math.max(0, counts.overdraftMax - counts.overdraftUsed - overdraftPending)
}

/** All figures of a line item at once, for a screen or an answer. */
export function figuresOf(counts: LineItemCounts): LineItemFigures {
  const available = copiesAvailable(counts)
  const extra = extraActivationsAvailable(counts)
  return {
    copiesTotal: counts.copiesTotal,
    copiesTaken: counts.copiesTaken,
    extraActivationsMax: counts.extraActivationsMax,
    overdraftMax: counts.overdraftMax,
    overdraftUsed: counts.overdraftUsed,
    copiesAvailable: available,
    extraActivationsUsed: Math.max(0, counts.copiesTaken - counts.copiesTotal),
    extraActivationsAvailable: extra,
    copiesRemaining: available + extra,
    overdraftLeft: overdraftLeft(counts),
  }
}

/** Refuses copies beyond what is available and allowed extra; null when they are there. */
export function copiesRefusal(counts: LineItemCounts, requested: number): Refusal | null {
  const figures = figuresOf(counts)
  if (requested <= figures.copiesRemaining) return null
  return refuse('insufficient-copies', {
    total: figures.copiesTotal,
    taken: figures.copiesTaken,
    available: figures.copiesAvailable,
    extraActivations: figures.extraActivationsAvailable,
    requested,
  })
}

/** Refuses overdraft beyond what the line item still allows; null when it is there. */
export function overdraftRefusal(counts: LineItemCounts, requested: number): Refusal | null {
  const left = overdraftLeft(counts)
  if (requested <= left) return null
  return refuse('overdraft-exceeded', {
    maximum: counts.overdraftMax,
    used: counts.overdraftUsed,
    left,
    requested,
  })
}

/** Stored figures below 0 are our bug, not the caller's fault. Throws InvariantError. */
function sound(counts: LineItemCounts): void {
  for (const [name, value] of Object.entries(counts)) {
    if (typeof value === 'number') invariant(value >= 0, `${name} of a line item is negative: ${value}`)
  }
}
