import type { Operation } from '@tallystick/kernel/operation/implement.ts'
import addLineItem from './operations/add-line-item.ts'
import createEntitlement from './operations/create-entitlement.ts'
import deleteEntitlement from './operations/delete-entitlement.ts'
import deployEntitlement from './operations/deploy-entitlement.ts'
import deployLineItem from './operations/deploy-line-item.ts'
import emailLineItem from './operations/email-line-item.ts'
import findLineItemContacts from './operations/find-line-item-contacts.ts'
import getEntitlement from './operations/get-entitlement.ts'
import getEntitlementCertificate from './operations/get-entitlement-certificate.ts'
import getLineItemChain from './operations/get-line-item-chain.ts'
import getLineItem from './operations/get-line-item.ts'
import getLineItemHistory from './operations/get-line-item-history.ts'
import getSalesFigures from './operations/get-sales-figures.ts'
import inactivateEntitlement from './operations/inactivate-entitlement.ts'
import inactivateLineItem from './operations/inactivate-line-item.ts'
import { lineItemChangeOperations } from './operations/line-item-changes.ts'
import listEntitlements from './operations/list-entitlements.ts'
import listExpiringLineItems from './operations/list-expiring-line-items.ts'
import listLineItems from './operations/list-line-items.ts'
import obsoleteEntitlement from './operations/obsolete-entitlement.ts'
import obsoleteLineItem from './operations/obsolete-line-item.ts'
import reactivateEntitlement from './operations/reactivate-entitlement.ts'
import reactivateLineItem from './operations/reactivate-line-item.ts'
import removeLineItem from './operations/remove-line-item.ts'
import requestRenewal from './operations/request-renewal.ts'
import updateEntitlement from './operations/update-entitlement.ts'
import updateLineItem from './operations/update-line-item.ts'

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
]
