import { stepsTo } from '@tallystick/catalog/services.ts'
import type { LineItemFacts } from '@tallystick/entitlements/services.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { relatedRefusal } from '../rules/replace-licenses.ts'
import { copiesInLicenses, type CopiesInLicenses } from '../store/replaceable.ts'
import { replacingFactsOf } from './replacing.ts'

/**
 * Copies in active licenses that a line item may replace, by the rule of the activation; of the line items `apart` each
 * for itself, of all others by their products. Two round trips at most, and none for a line item that replaces nothing.
 * What the caller does not see is not counted, because it could not be named in an activation. ACT-07.
 */
export async function replaceableCopies(
  ctx: QueryContext,
  item: LineItemFacts,
  apart: readonly string[],
): Promise<readonly CopiesInLicenses[]> {
  const facts = replacingFactsOf(item, { lineItems: [], licenses: [], steps: [] })
  if (facts === null) return []
  const { id, kind, parentLineItemId, accountId, products } = facts.by
  const own = products.map((product) => product.id)
  const steps = kind === 'renewal' ? [] : await stepsTo(ctx, kind, own)
  const productIds = kind === 'renewal' ? own.slice(0, 1) : [...new Set(steps.map(({ fromId }) => fromId))]
  const rows = await copiesInLicenses(ctx, { id, parentId: parentLineItemId, accountId, productIds }, apart)
  return rows.filter((row) => {
    const other = {
      id: row.lineItemId,
      activationId: '',
      accountId: row.accountId,
      products: row.productIds.map((product) => ({ id: product })),
    }
    return relatedRefusal(facts.by, other, steps) === null
  })
}
