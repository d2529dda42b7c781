import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { LineItemKind, RecordState } from '../model.ts'
import type { GoodsState } from './sale-facts.ts'

/** What deploying looks at in a line item. */
export interface DeployableLineItem {
  readonly activationId: string
  readonly kind: LineItemKind
  readonly state: RecordState
}

/** Goods of the line items to be deployed. */
export interface UsedGoods {
  readonly label: string
  readonly state: GoodsState
}

/**
 * Whether an entitlement may be deployed with these line items; null when it may.
 *
 * It needs a line item to activate: maintenance alone is nothing. Obsolete line items do not count.
 */
export function deployEntitlementRefusal(
  code: string,
  lineItems: readonly DeployableLineItem[],
  goods: readonly UsedGoods[],
): Refusal | null {
  const living = lineItems.filter(({ state }) => state !== 'obsolete')
  if (living.length === 0) return refuse('entitlement-without-line-item', { entitlementId: code })
  if (living.every(({ kind }) => kind === 'maintenance')) {
    return refuse('entitlement-only-maintenance', { entitlementId: code })
  }
  return deployGoodsRefusal(goods)
}

/** Goods may have become inactive since they were ordered; a draft or an obsolete one cannot be promised. */
export function deployGoodsRefusal(goods: readonly UsedGoods[]): Refusal | null {
  const closed = goods.filter(({ state }) => state === 'draft' || state === 'obsolete')
  if (closed.length === 0) return null
  return refuse('goods-not-deployed', { names: closed.map(({ label, state }) => `${label} (${state})`) })
}
