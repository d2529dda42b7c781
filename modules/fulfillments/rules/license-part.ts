import { licenseKindOf, type LicenseKind } from '@tallystick/catalog/rules/license-kinds.ts'
import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { readCount } from './counts.ts'

/** What a license holds, in copies. */
export interface LicenseHolding {
  readonly fulfillmentCode: string
  readonly licenseKind: LicenseKind
  readonly copies: number
  readonly overdraft: number
}

/** A part of a license, and what stays behind; nothing stays when the part is the whole. */
export interface LicensePart {
  readonly refused: false
  readonly copies: number
  readonly overdraft: number
  /** Null when the whole license goes. */
  readonly rest: { readonly copies: number; readonly overdraft: number } | null
}

/**
 * Divides a license as a return or a rehost asks for it.
 *
 * A count that is left out means all copies, and then all the overdraft too; with a smaller count, overdraft that is
 * left out stays. Overdraft may go alone, but never stay alone. A license of an uncounted kind is one copy and goes
 * whole. Source: seed 000 "Returning a License", "Rehosting a License"; LIFE-02, LIFE-04.
 */
export function partOf(
  license: LicenseHolding,
  asked: { readonly copies?: unknown; readonly overdraft?: unknown },
): LicensePart | Refusal {
  const copies = amountOf(license, 'copies', asked.copies, license.copies)
  if (typeof copies !== 'number') return copies
  const isWhole = copies === license.copies
  const overdraft = amountOf(license, 'overdraft', asked.overdraft, isWhole ? license.overdraft : 0)
  if (typeof overdraft !== 'number') return overdraft

  const fulfillment = license.fulfillmentCode
  if (copies === 0 && overdraft === 0) return refuse('part-nothing')
  if (!isWhole && !licenseKindOf(license.licenseKind).asksCount) {
    return refuse('part-not-divisible', { fulfillment })
  }
  const rest = { copies: license.copies - copies, overdraft: license.overdraft - overdraft }
  if (isWhole && rest.overdraft > 0) {
    return refuse('part-overdraft-alone', { overdraft, available: license.overdraft })
  }
  return { refused: false, copies, overdraft, rest: isWhole ? null : rest }
}

function amountOf(
  license: LicenseHolding,
  what: 'copies' | 'overdraft',
  asked: unknown,
  whole: number,
): number | Refusal {
  if (asked === undefined || asked === null) return whole
  const amount = readCount(asked, what, 0)
  if (typeof amount !== 'number' || amount <= license[what]) return amount
  const { fulfillmentCode: fulfillment } = license
  return refuse('part-too-large', { fulfillment, what, requested: amount, available: license[what] })
}
