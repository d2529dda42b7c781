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
export { accountsWithEnding, expiringLineItems, type ExpiringLineItem } from './store/expiring.ts'
export { lineageBooks, lineItemBooks } from './store/books.ts'
export { lineItemLabels, renameSoldTo } from './store/labels.ts'
export { chainOf, type ChainMemberRecord } from './store/chains.ts'
export { exactCount, type ExactCount } from './rules/exact-count.ts'
export { replacingLineItemKeys } from './store/replacing-line-items.ts'
export { replaceableLineItems, type ReplaceableWish } from './store/replaceable-line-items.ts'
export { visibleEntitlement, visibleEntitlementKeys, visibleLineItem } from './store/visibility.ts'
export {
  placeForMovedCopies,
  type MaintenanceMove,
  type MovedCopies,
  type MovedLineItem,
  type MoveTarget,
  type PlaceOfCopies,
  type PreparedMove,
} from './place-moved-copies.ts'
export { moveCopies, type DoneMove, type ShareOfMove } from './move-copies.ts'
export { planMoveOfFree, shareOfActive, type LineItemResize, type MovedShare } from './rules/split.ts'
export { resizeLineItems, type ResizeAlong } from './store/resize.ts'
export { tierOfKind } from './rules/move-facts.ts'
