import { countText, numberText } from '@tallystick/kit/format/dates.ts'

/** Copies of one product over all line items that give it. */
export interface Owned {
  readonly product: string
  readonly used: number
  readonly total: number
}

interface OwnedRow {
  readonly product: string
  readonly total: number
  readonly fulfilledAmount: number
}

/** Adds line items up by product, largest first. A line item of several products counts as itself. */
export function ownedByProduct(rows: readonly OwnedRow[]): readonly Owned[] {
  const byProduct = new Map<string, Owned>()
  for (const row of rows) {
    const product = row.product
    const before = byProduct.get(product) ?? { product, used: 0, total: 0 }
    byProduct.set(product, {
      product,
      used: before.used + row.fulfilledAmount,
      total: before.total + row.total,
    })
  }
  return [...byProduct.values()].sort((a, b) => b.total - a.total || (a.product < b.product ? -1 : 1))
}

interface LeftRow {
  readonly change: string | null
  readonly available: number
  readonly total: number
  readonly fulfilledAmount: number
}

/**
 * What is left of a line item, in words. A line item that replaces earlier ones has copies that come out of their
 * licenses, so what is left to fulfill counts there, and not only what is free. ACT-06, ACT-07.
 */
export function leftText({ change, available, total, fulfilledAmount }: LeftRow): string {
  const left = isReplacing(change) ? Math.max(0, total - fulfilledAmount) : available
  const text = `${countText(left, 'copy', 'copies')} of ${numberText(total)} left`
  return isReplacing(change) && available < left ? `${text}, to replace earlier licenses` : text
}

/** Whether a line item upgrades, upsells or renews another one. */
function isReplacing(change: string | null): boolean {
  return change === 'upgrade' || change === 'upsell' || change === 'renewal'
}
