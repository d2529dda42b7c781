export { findExistingEntitlement } from './existing-entitlement.ts'
export { Entitlements as entitlementResource } from './store/entitlements.ts'
export { LineItems as lineItemResource } from './store/line-items.ts'
export {
  changeCopies,
  changeCopiesPart,
  changedLineItems,
  takeCopies,
  type CopiesChange,
  type CopiesTaken,
} from './store/copies.ts'
export {
  lineItemFacts,
  lockForActivation,
  lockForActivationWith,
  type LineItemFacts,
  type LineItemProduct,
  type LineItemReferences,
} from './store/line-item-facts.ts'
export { lineItemLabels, renameSoldTo } from './store/labels.ts'
export { visibleEntitlement, visibleLineItem } from './store/visibility.ts'
