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
