import type { NewFulfillment } from '../store/fulfillments.ts'

/** A license as the answer of the command that issued it shows it. */
export function viewIssued(one: NewFulfillment) {
  const {
    id,
    fulfillmentCode,
    lineItemId,
    activationId,
    copies,
    overdraft,
    startsOn,
    expiresOn,
    licenseText,
  } = one
  return {
    id,
    fulfillmentCode,
    lineItemId,
    activationId,
    products: one.productsLabel,
    servers: [...one.serverTexts],
    nodeHosts: [...one.nodeTexts],
    copies,
    overdraft,
    startsOn,
    expiresOn,
    licenseText,
  }
}
