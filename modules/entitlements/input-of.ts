import type { AttributeValues } from '@tallystick/settings/model.ts'
import type { EntitlementWish } from './operations/entitlement-shapes.contract.ts'
import type { LineItemWish } from './operations/line-item-shapes.contract.ts'
import type { Goods } from './store/catalog-facts.ts'
import type { EntitlementRecord, LineItemRecord } from './store/records.ts'

/** How records are named in an input: by key, or by public ID. */
export interface Naming {
  readonly product: (id: string) => string
  readonly model: (id: string) => string
  readonly partNumber: (id: string) => string
  readonly productLine: (id: string) => string
  readonly account: (id: string) => string
  readonly contact: (id: string) => string
}

const same = (id: string) => id

/** Names by key, for comparisons inside the room. */
export const byKey: Naming = {
  product: same,
  model: same,
  partNumber: same,
  productLine: same,
  account: same,
  contact: same,
}

type EditedWish = Omit<LineItemWish, 'changeKind' | 'changes'>

/** A line item with every field in the shape in which it is created, but for what it replaces. */
export type CompleteLineItemWish = Required<{
  [K in keyof EditedWish]: Exclude<EditedWish[K], undefined>
}>

/** A stored line item as the input that would create it. Maintenance is named by activation ID. */
export function inputOfLineItem(record: LineItemRecord, naming: Naming): CompleteLineItemWish {
  const orNull = (id: string | null, name: (id: string) => string) => (id === null ? null : name(id))
  return {
    activationId: record.activationId,
    kind: record.kind,
    products: record.products.map(({ productId, quantity }) => ({
      product: naming.product(productId),
      quantity,
    })),
    partNumber: orNull(record.partNumberId, naming.partNumber),
    licenseModel: orNull(record.licenseModelId, naming.model),
    productLine: orNull(record.productLineId, naming.productLine),
    description: record.description,
    orderId: record.orderId,
    orderLineNumber: record.orderLineNumber,
    copies: record.copiesTotal,
    startOption: record.startOption,
    startsOn: record.startsOn,
    term: record.term,
    versionDateOption: record.versionDateOption,
    versionDate: record.versionDate,
    versionDuration: record.versionDuration,
    timeZone: record.timeZone,
    extraActivations: record.extraActivationsMax,
    attributes: { ...record.attributes },
    policies: { ...record.policies },
    customAttributes: { ...(record.customAttributes as AttributeValues) },
    maintenance: record.maintenance.map(({ activationId }) => activationId),
  }
}

/** An edit with keys in place of public names, so that it can be compared with the record. */
export function withKeys(wish: LineItemWish, goods: Goods): LineItemWish {
  const key = (reference: string | null, id: (reference: string) => string) =>
    reference === null ? null : id(reference)
  return {
    ...wish,
    ...(wish.products && {
      products: wish.products
        .map(({ product, quantity }) => ({ product: goods.product(product).id, quantity: quantity ?? 1 }))
        .toSorted((one, other) => (one.product < other.product ? -1 : 1)),
    }),
    ...(wish.partNumber !== undefined && {
      partNumber: key(wish.partNumber, (one) => goods.partNumber(one).id),
    }),
    ...(wish.licenseModel !== undefined && {
      licenseModel: key(wish.licenseModel, (one) => goods.model(one).id),
    }),
    ...(wish.productLine !== undefined && {
      productLine: key(wish.productLine, (one) => goods.productLine(one)),
    }),
  }
}

/** Own fields of an entitlement as the input that would create it. */
export function inputOfEntitlement(
  record: EntitlementRecord,
  naming: Naming,
): Required<{ [K in keyof EntitlementWish]: Exclude<EntitlementWish[K], undefined> }> {
  return {
    parties: record.parties.map(({ tier, accountId, contactUserId, isOwner }) => ({
      tier,
      account: naming.account(accountId),
      contact: contactUserId === null ? null : naming.contact(contactUserId),
      isOwner,
    })),
    description: record.description,
    shipToEmail: record.shipToEmail,
    shipToAddress: record.shipToAddress,
    allowsPortalSignIn: record.allowsPortalSignIn,
    customAttributes: { ...(record.customAttributes as AttributeValues) },
  }
}
