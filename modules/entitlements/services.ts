export { changeCopiesPart, changedLineItems, type CopiesChange } from './store/copies.ts'
export {
  lineItemFacts,
  lockForActivationWith,
  type LineItemFacts,
  type LineItemReferences,
} from './store/line-item-facts.ts'
export { accountsWithEnding, expiringLineItems, type ExpiringLineItem } from './store/expiring.ts'
export { lineageBooks, lineItemBooks } from './store/books.ts'
export { chainOf } from './store/chains.ts'
export { exactCount } from './rules/exact-count.ts'
export { replacingLineItemKeys } from './store/replacing-line-items.ts'
export { replaceableLineItems, type ReplaceableWish } from './store/replaceable-line-items.ts'
export { visibleEntitlement, visibleEntitlementKeys } from './store/visibility.ts'
export { placeForMovedCopies, type PreparedMove } from './place-moved-copies.ts'
export { moveCopies } from './move-copies.ts'
export { shareOfActive, type MovedShare } from './rules/split.ts'
export { tierOfKind } from './rules/move-facts.ts'
