import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { termText } from '../rules/terms.ts'
import { Entitlements } from '../store/entitlements.ts'
import { lineItemsOf } from '../store/line-items.ts'
import type { LineItemRecord } from '../store/records.ts'
import { countKeys } from '../store/web-register-keys.ts'
import { getBulkEntitlement } from './bulk-entitlements.contract.ts'

export default implementQuery(getBulkEntitlement, async (ctx, input) => {
  const entitlement = await find(ctx, Entitlements, input.id)
  if (entitlement.kind !== 'bulk') throw new NotFound('bulk entitlement', input.id)
  const lineItems = []
  for (const one of await lineItemsOf(ctx, entitlement.id)) {
    if (one.kind === 'licensed') lineItems.push(await withKeys(ctx, one))
  }
  const { id, code, state, soldToLabel, description, createdAt, createdBy } = entitlement
  return {
    id,
    entitlementId: code,
    state,
    type: entitlement.bulkChangeKind ?? ('regular' as const),
    soldTo: soldToLabel,
    description,
    createdAt,
    createdBy,
    lineItems,
  }
})

async function withKeys(ctx: QueryContext, lineItem: LineItemRecord) {
  const keys = await countKeys(ctx, lineItem.id)
  const { id, activationId, state, copiesTotal } = lineItem
  return {
    id,
    activationId,
    state,
    products: lineItem.productsLabel,
    licenseModel: lineItem.licenseModelLabel,
    expiration: termText(lineItem.term, lineItem.endsOn),
    copies: copiesTotal,
    ...keys,
    mayBeMade: Math.max(0, copiesTotal - keys.available - keys.redeemed),
  }
}
