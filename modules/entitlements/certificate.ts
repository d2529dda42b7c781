import { accountResource } from '@tallystick/accounts/services.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { labelledAttributes, producerNameOf } from '@tallystick/settings/services.ts'
import type { z } from 'zod'
import type {
  CertificateLine,
  getEntitlementCertificate,
} from './operations/get-entitlement-certificate.contract.ts'
import { attributeKind } from './prepare-line-items.ts'
import { isExpired, termText } from './rules/terms.ts'
import { lineItemsOf } from './store/line-items.ts'
import type { EntitlementRecord, LineItemRecord } from './store/records.ts'

type Certificate = z.input<(typeof getEntitlementCertificate)['output']>

/** States of line items that give nothing any more, or not yet. */
const UNCERTIFIED: ReadonlySet<string> = new Set(['obsolete'])

/** The certificate of an entitlement, with its line items as far as the caller may see them. */
export async function certificateOf(ctx: QueryContext, entitlement: EntitlementRecord): Promise<Certificate> {
  const lineItems = (await lineItemsOf(ctx, entitlement.id)).filter(({ state }) => !UNCERTIFIED.has(state))
  const lines = async (kind: LineItemRecord['kind']) => {
    const shown = []
    for (const one of lineItems) if (one.kind === kind) shown.push(await lineOf(ctx, one))
    return shown
  }
  return {
    producer: await producerNameOf(ctx),
    entitlementId: entitlement.code,
    kind: entitlement.kind,
    state: entitlement.state,
    soldTo: entitlement.soldToLabel,
    address: await addressOf(ctx, entitlement.soldToAccountId),
    shipTo: entitlement.shipToAddress.split(/\r?\n/).filter((line) => line.trim() !== ''),
    description: entitlement.description,
    createdAt: entitlement.createdAt,
    printedAt: ctx.now.toString(),
    customAttributes: await labelledAttributes(ctx, 'entitlement', entitlement.customAttributes),
    lineItems: await lines('licensed'),
    maintenance: await lines('maintenance'),
  }
}

async function lineOf(ctx: QueryContext, lineItem: LineItemRecord): Promise<z.input<typeof CertificateLine>> {
  const { kind, endsOn, timeZone } = lineItem
  const linked = kind === 'licensed' ? lineItem.maintenance : lineItem.maintains
  return {
    id: lineItem.id,
    activationId: lineItem.activationId,
    state: lineItem.state,
    products: lineItem.productsLabel,
    partNumber: lineItem.partNumberLabel,
    licenseModel: lineItem.licenseModelLabel,
    copies: lineItem.copiesTotal,
    startsOn: lineItem.startsOn,
    expiration: termText(lineItem.term, endsOn),
    isExpired: isExpired(endsOn, timeZone, ctx.now),
    orderId: lineItem.orderId,
    orderLineNumber: lineItem.orderLineNumber,
    linked: linked.map(({ activationId }) => activationId),
    customAttributes: await labelledAttributes(ctx, attributeKind(kind), lineItem.customAttributes),
  }
}

/** Postal address of the owner, as far as the caller sees the account; no lines else. */
async function addressOf(ctx: QueryContext, accountId: string | null): Promise<string[]> {
  if (accountId === null) return []
  const row = await ctx.tx.maybe<unknown>(accountResource.select(ctx, accountId, false))
  if (row === null) return []
  const account = accountResource.fromRow(row as never)
  const { address1, address2, city, province, postalCode, country } = account
  return [address1, address2, [postalCode, city].filter(Boolean).join(' '), province, country].filter(
    (line) => line !== '',
  )
}
