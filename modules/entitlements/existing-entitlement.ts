import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { inputOfEntitlement, inputOfLineItem, type Naming } from './input-of.ts'
import { peopleOf } from './store/account-facts.ts'
import { publicGoodsNames } from './store/catalog-facts.ts'
import { Entitlements } from './store/entitlements.ts'
import { lineItemsOf } from './store/line-items.ts'
import type { EntitlementRecord, LineItemRecord } from './store/records.ts'

/**
 * An entitlement that exists, in the shape in which it would be created, with public IDs for all references;
 * null when there is none. An importer compares it with its record: created, changed or unchanged.
 *
 * `id` and `rowVersion` are for the edit that may follow; each line item carries its own too.
 */
export async function findExistingEntitlement(ctx: QueryContext, code: string) {
  const entitlement = await ctx.tx.maybe<EntitlementRecord>(Entitlements.select(ctx, code, false))
  if (!entitlement) return null
  const lineItems = await lineItemsOf(ctx, entitlement.id)
  const naming = await publicNames(ctx, entitlement, lineItems)
  return {
    id: entitlement.id,
    rowVersion: entitlement.rowVersion,
    state: entitlement.state,
    fields: {
      entitlementId: entitlement.code,
      kind: entitlement.kind,
      isTest: entitlement.state === 'test',
      ...inputOfEntitlement(entitlement, naming),
      lineItems: lineItems.map((one) => inputOfLineItem(one, naming)),
    },
    lineItems: lineItems.map(({ id, activationId, state, rowVersion }) => ({
      id,
      activationId,
      state,
      rowVersion,
    })),
  }
}

async function publicNames(
  ctx: QueryContext,
  entitlement: EntitlementRecord,
  lineItems: readonly LineItemRecord[],
): Promise<Naming> {
  const goods = await publicGoodsNames(ctx, {
    products: [...new Set(lineItems.flatMap(({ products }) => products.map(({ productId }) => productId)))],
    productLines: lineItems.flatMap(({ productLineId }) => productLineId ?? []),
  })
  const people = await peopleOf(ctx, {
    accounts: entitlement.parties.map(({ accountId }) => accountId),
    contacts: entitlement.parties.flatMap(({ contactUserId }) => contactUserId ?? []),
  })
  const labelOf = (
    of: (lineItem: LineItemRecord) => string | null,
    label: (lineItem: LineItemRecord) => string,
  ) => new Map(lineItems.map((one) => [of(one), label(one)]))
  const models = labelOf(
    (one) => one.licenseModelId,
    (one) => one.licenseModelLabel,
  )
  const parts = labelOf(
    (one) => one.partNumberId,
    (one) => one.partNumberLabel,
  )
  return {
    product: goods.product,
    model: (id) => models.get(id) ?? id,
    partNumber: (id) => parts.get(id) ?? id,
    productLine: goods.productLine,
    account: (id) => people.account(id).code,
    contact: (id) => people.contact(id).userName,
  }
}
