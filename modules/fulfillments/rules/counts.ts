import { copiesMax } from '@tallystick/catalog/rules/count-limits.ts'
import { givenText } from '@tallystick/catalog/rules/given-text.ts'
import type { LicenseKind } from '@tallystick/catalog/rules/license-kinds.ts'
import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import type { LineItemCounts } from '@tallystick/entitlements/model.ts'
import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'

export { copiesMax, lineCountMax } from '@tallystick/catalog/rules/count-limits.ts'

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
 * The figures of a line item as they would be after other hosts of the same activation: "pending
 * copies" of the counts page. Ask the figures of entitlements with the result.
 */
export function countsWithPending(
  counts: LineItemCounts,
  pending: { readonly copies: number; readonly overdraft: number },
): LineItemCounts {
  return {
    ...counts,
    copiesTaken: counts.copiesTaken + pending.copies,
    overdraftTaken: counts.overdraftTaken + pending.overdraft,
  }
}
