import { implement } from '@tallystick/kernel/operation/implement.ts'
import { changeLineItem } from '../change-line-item.ts'
import { renewLineItem, upgradeLineItem, upsellLineItem } from './line-item-changes.contract.ts'

/** The three changes of a line item. They differ in what they may lead to, which the rules know. */
export const lineItemChangeOperations = [
  implement(upgradeLineItem, (ctx, input) => changeLineItem(ctx, 'upgrade', input)),
  implement(upsellLineItem, (ctx, input) => changeLineItem(ctx, 'upsell', input)),
  implement(renewLineItem, (ctx, input) => changeLineItem(ctx, 'renewal', input)),
]
