import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { inputOfEntitlement, inputOfLineItem, type Naming } from './input-of.ts'
import { peopleOf } from './store/account-facts.ts'
import { goodsOf } from './store/catalog-facts.ts'
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
    lineItems: lineItems.map(({ id, activationId, state, rowVersion }) => ({ id, activationId, state, rowVersion })),
  }
}

async function publicNames(
  ctx: QueryContext,
  entitlement: EntitlementRecord,
  lineItems: readonly LineItemRecord[],
): Promise<Naming> {
  const unique = (keys: readonly string[]) => [...new Set(keys)]
  const goods = await goodsOf(ctx, {
    products: unique(lineItems.flatMap(({ products }) => products.map(({ productId }) => productId))),
    models: unique(lineItems.flatMap(({ licenseModelId }) => licenseModelId ?? [])),
    partNumbers: unique(lineItems.flatMap(({ partNumberId }) => partNumberId ?? [])),
    productLines: unique(lineItems.flatMap(({ productLineId }) => productLineId ?? [])),
  })
  const people = await peopleOf(ctx, {
    accounts: entitlement.parties.map(({ accountId }) => accountId),
    contacts: entitlement.parties.flatMap(({ contactUserId }) => contactUserId ?? []),
  })
  return {
    product: (id) => goods.product(id).ref,
    model: (id) => goods.model(id).name,
    partNumber: (id) => goods.partNumber(id).code,
    productLine: (id) => goods.productLineName(id),
    account: (id) => people.account(id).code,
    contact: (id) => people.contact(id).userName,
  }
}
