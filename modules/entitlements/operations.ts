import type { Operation } from '@tallystick/kernel/operation/implement.ts'
import addLineItem from './operations/add-line-item.ts'
import changeLineItems from './operations/change-line-items.ts'
import createEntitlement from './operations/create-entitlement.ts'
import deleteEntitlement from './operations/delete-entitlement.ts'
import deployEntitlement from './operations/deploy-entitlement.ts'
import deployLineItem from './operations/deploy-line-item.ts'
import emailLineItem from './operations/email-line-item.ts'
import findLineItemContacts from './operations/find-line-item-contacts.ts'
import getEntitlement from './operations/get-entitlement.ts'
import getEntitlementCertificate from './operations/get-entitlement-certificate.ts'
import getBulkEntitlement from './operations/get-bulk-entitlement.ts'
import getWebRegisterKey from './operations/get-web-register-key.ts'
import listBulkEntitlements from './operations/list-bulk-entitlements.ts'
import listWebRegisterKeys from './operations/list-web-register-keys.ts'
import { manageKeysOperations } from './operations/manage-web-register-keys.ts'
import redeemWebRegisterKey from './operations/redeem-web-register-key.ts'
import getLineItemChain from './operations/get-line-item-chain.ts'
import getLineItem from './operations/get-line-item.ts'
import getLineItemHistory from './operations/get-line-item-history.ts'
import getSalesFigures from './operations/get-sales-figures.ts'
import inactivateEntitlement from './operations/inactivate-entitlement.ts'
import inactivateLineItem from './operations/inactivate-line-item.ts'
import { lineItemChangeOperations } from './operations/line-item-changes.ts'
import listEntitlements from './operations/list-entitlements.ts'
import listExpiringLineItems from './operations/list-expiring-line-items.ts'
import listLineItemChanges from './operations/list-line-item-changes.ts'
import listLineItems from './operations/list-line-items.ts'
import obsoleteEntitlement from './operations/obsolete-entitlement.ts'
import obsoleteLineItem from './operations/obsolete-line-item.ts'
import planLineItemChanges from './operations/plan-line-item-changes.ts'
import reactivateEntitlement from './operations/reactivate-entitlement.ts'
import reactivateLineItem from './operations/reactivate-line-item.ts'
import removeLineItem from './operations/remove-line-item.ts'
import requestRenewal from './operations/request-renewal.ts'
import updateEntitlement from './operations/update-entitlement.ts'
import updateLineItem from './operations/update-line-item.ts'
import splitLineItem from './operations/split-line-item.ts'
import findSplitTargets from './operations/find-split-targets.ts'
import listSimilarLineItems from './operations/list-similar-line-items.ts'
import transferLineItem from './operations/transfer-line-item.ts'
import findTransferTargets from './operations/find-transfer-targets.ts'
import transferEntitlement from './operations/transfer-entitlement.ts'
import approveTransfer from './operations/approve-transfer.ts'
import rejectTransfer from './operations/reject-transfer.ts'
import listTransfers from './operations/list-transfers.ts'

/** All operations of the room, as an app mounts them. */
export const entitlementsOperations: readonly Operation[] = [
  addLineItem,
  createEntitlement,
  deleteEntitlement,
  deployEntitlement,
  deployLineItem,
  emailLineItem,
  findLineItemContacts,
  getEntitlement,
  getEntitlementCertificate,
  getLineItem,
  getLineItemChain,
  getLineItemHistory,
  getSalesFigures,
  ...lineItemChangeOperations,
  getBulkEntitlement,
  listBulkEntitlements,
  ...manageKeysOperations,
  getWebRegisterKey,
  listWebRegisterKeys,
  redeemWebRegisterKey,
  planLineItemChanges,
  changeLineItems,
  listLineItemChanges,
  inactivateEntitlement,
  inactivateLineItem,
  listEntitlements,
  listExpiringLineItems,
  listLineItems,
  obsoleteEntitlement,
  obsoleteLineItem,
  reactivateEntitlement,
  reactivateLineItem,
  removeLineItem,
  requestRenewal,
  updateEntitlement,
  updateLineItem,
  splitLineItem,
  findSplitTargets,
  listSimilarLineItems,
  transferLineItem,
  findTransferTargets,
  transferEntitlement,
  approveTransfer,
  rejectTransfer,
  listTransfers,
]
