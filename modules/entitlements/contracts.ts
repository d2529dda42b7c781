export { entitlementsRefusals } from './refusals.ts'
export { addLineItem } from './operations/add-line-item.contract.ts'
export {
  changeLineItems,
  listLineItemChanges,
  planLineItemChanges,
} from './operations/bulk-changes.contract.ts'
export {
  bulkTypes,
  getBulkEntitlement,
  listBulkEntitlements,
} from './operations/bulk-entitlements.contract.ts'
export {
  addWebRegisterKeys,
  generateManyWebRegisterKeys,
  generateWebRegisterKeys,
  getWebRegisterKey,
  listWebRegisterKeys,
  redeemWebRegisterKey,
  retireWebRegisterKey,
} from './operations/web-register-keys.contract.ts'
export { createEntitlement } from './operations/create-entitlement.contract.ts'
export { deleteEntitlement } from './operations/delete-entitlement.contract.ts'
export { deployEntitlement } from './operations/deploy-entitlement.contract.ts'
export { deployLineItem } from './operations/deploy-line-item.contract.ts'
export { emailLineItem, findLineItemContacts } from './operations/email-line-item.contract.ts'
export { getEntitlement } from './operations/get-entitlement.contract.ts'
export { getEntitlementCertificate } from './operations/get-entitlement-certificate.contract.ts'
export { getLineItemChain } from './operations/get-line-item-chain.contract.ts'
export { getLineItem } from './operations/get-line-item.contract.ts'
export { getLineItemHistory } from './operations/get-line-item-history.contract.ts'
export { getSalesFigures } from './operations/get-sales-figures.contract.ts'
export { inactivateEntitlement } from './operations/inactivate-entitlement.contract.ts'
export { inactivateLineItem } from './operations/inactivate-line-item.contract.ts'
export { renewLineItem, upgradeLineItem, upsellLineItem } from './operations/line-item-changes.contract.ts'
export { listEntitlements } from './operations/list-entitlements.contract.ts'
export { listExpiringLineItems } from './operations/list-expiring-line-items.contract.ts'
export { listLineItems } from './operations/list-line-items.contract.ts'
export { obsoleteEntitlement } from './operations/obsolete-entitlement.contract.ts'
export { obsoleteLineItem } from './operations/obsolete-line-item.contract.ts'
export { reactivateEntitlement } from './operations/reactivate-entitlement.contract.ts'
export { reactivateLineItem } from './operations/reactivate-line-item.contract.ts'
export { removeLineItem } from './operations/remove-line-item.contract.ts'
export { requestRenewal } from './operations/request-renewal.contract.ts'
export { updateEntitlement } from './operations/update-entitlement.contract.ts'
export { updateLineItem } from './operations/update-line-item.contract.ts'
export { EntitlementFields, EntitlementView, PartyFields } from './operations/entitlement-shapes.contract.ts'
export { LineItemFields, LineItemSummary, LineItemView } from './operations/line-item-shapes.contract.ts'
export { splitLineItem } from './operations/split-line-item.contract.ts'
export { findSplitTargets } from './operations/find-split-targets.contract.ts'
export { listSimilarLineItems } from './operations/list-similar-line-items.contract.ts'
export { transferLineItem } from './operations/transfer-line-item.contract.ts'
export { findTransferTargets } from './operations/find-transfer-targets.contract.ts'
export { transferEntitlement } from './operations/transfer-entitlement.contract.ts'
export { approveTransfer } from './operations/approve-transfer.contract.ts'
export { rejectTransfer } from './operations/reject-transfer.contract.ts'
export { listTransfers } from './operations/list-transfers.contract.ts'
export { MoveOutcome, MoveTargetShape } from './operations/move-shapes.contract.ts'
export { TransferView, transferStateChoices } from './operations/transfer-shapes.contract.ts'
