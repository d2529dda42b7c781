import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { inputOfEntitlement, inputOfLineItem, type Naming } from './input-of.ts'
import { peopleOf } from './store/account-facts.ts'
import { publicGoodsNames } from './store/catalog-facts.ts'
import { Entitlements } from './store/entitlements.ts'
import { entitlementsByCodes, lineItemsByEntitlement } from './store/gather-existing.ts'
import { beginGathering, gatheredOf, type ExistingRecords } from './store/gathered.ts'
import { lineItemsOf } from './store/line-items.ts'
import type { EntitlementRecord, LineItemRecord } from './store/records.ts'

/**
 * An entitlement that exists, in the shape in which it would be created, with public IDs for all references;
 * null when there is none. An importer compares it with its record: created, changed or unchanged.
 *
 * `id` and `rowVersion` are for the edit that may follow; each line item carries its own too.
 */
export async function findExistingEntitlement(ctx: QueryContext, code: string) {
  const found = await existingRecords(ctx, code)
  if (!found) return null
  const { entitlement, lineItems } = found
  const naming = await publicNames(ctx, [entitlement], lineItems)
  return {
    id: entitlement.id,
    rowVersion: entitlement.rowVersion,
    state: entitlement.state,
    fields: {
      entitlementId: entitlement.code,
      kind: entitlement.kind,
      bulkChangeKind: entitlement.bulkChangeKind,
      isTest: entitlement.state === 'test',
      ...inputOfEntitlement(entitlement, naming),
      lineItems: lineItems.map((one) => inputOfLineItem(one, naming)),
    },
    lineItems: lineItems.map(({ id, activationId, state, rowVersion, changeKind, parentActivationId }) => ({
      id,
      activationId,
      state,
      rowVersion,
      changeKind,
      parentActivationId,
    })),
  }
}

/**
 * Reads at once what an import needs of many entitlements: those that are there, with their line items and every
 * name of them; tells which ones are. Whatever else is read in this transaction from now on is kept as well.
 */
export async function gatherEntitlements(
  ctx: QueryContext,
  codes: readonly string[],
): Promise<(code: string) => boolean> {
  const { existing } = beginGathering(ctx)
  const entitlements = await entitlementsByCodes(ctx, codes)
  const lineItems = await lineItemsByEntitlement(
    ctx,
    entitlements.map(({ id }) => id),
  )
  for (const code of codes) existing.set(code.toLowerCase(), null)
  for (const entitlement of entitlements) {
    const records = { entitlement, lineItems: lineItems.get(entitlement.id) ?? [] }
    existing.set(entitlement.code.toLowerCase(), records)
  }
  await publicNames(ctx, entitlements, [...lineItems.values()].flat())
  return (code) => (existing.get(code.toLowerCase()) ?? null) !== null
}

async function existingRecords(ctx: QueryContext, code: string): Promise<ExistingRecords | null> {
  const gathered = gatheredOf(ctx)?.existing.get(code.toLowerCase())
  if (gathered !== undefined) return gathered
  const entitlement = await ctx.tx.maybe<EntitlementRecord>(Entitlements.select(ctx, code, false))
  return entitlement && { entitlement, lineItems: await lineItemsOf(ctx, entitlement.id) }
}

async function publicNames(
  ctx: QueryContext,
  entitlements: readonly EntitlementRecord[],
  lineItems: readonly LineItemRecord[],
): Promise<Naming> {
  const parties = entitlements.flatMap((one) => one.parties)
  const goods = await publicGoodsNames(ctx, {
    products: [...new Set(lineItems.flatMap(({ products }) => products.map(({ productId }) => productId)))],
    productLines: lineItems.flatMap(({ productLineId }) => productLineId ?? []),
  })
  const people = await peopleOf(ctx, {
    accounts: parties.map(({ accountId }) => accountId),
    contacts: parties.flatMap(({ contactUserId }) => contactUserId ?? []),
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
