import { findInCatalog } from '@tallystick/catalog/services.ts'
import { Forbidden } from '@tallystick/kernel/errors/problems.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { CHANGES_MAX, type BulkChange } from './operations/bulk-changes.contract.ts'
import { changeVerbs } from './rules/line-item-changes.ts'
import { peopleOf } from './store/account-facts.ts'
import { countSelected, type ChangeSelection } from './store/bulk-changes.ts'
import { replacedLineItems } from './store/changed-line-items.ts'

/**
 * Finds what a bulk change is about. Refuses a selection of nothing and one that is too large; throws NotFound for a
 * reference without a record, and Forbidden for a kind of change that the caller may not make.
 */
export async function selectionOf(
  ctx: QueryContext,
  input: BulkChange,
): Promise<{ readonly selection: ChangeSelection; readonly total: number }> {
  const permission = `entitlements.${changeVerbs[input.kind]}`
  if (!ctx.may(permission)) throw new Forbidden(permission)
  const { lineItems = [], accounts = [], products = [] } = input
  if (lineItems.length + accounts.length + products.length === 0)
    ctx.refuse(refuse('change-selection-missing'))
  const people = await peopleOf(ctx, { accounts, contacts: [] })
  const productIds: string[] = []
  for (const product of products) productIds.push((await findInCatalog(ctx, 'product', product)).id)
  const named = await replacedLineItems(ctx, lineItems, false)
  const given = <T>(list: readonly unknown[], ids: T) => (list.length > 0 ? ids : null)
  const selection: ChangeSelection = {
    lineItemIds: given(
      lineItems,
      named.map(({ record }) => record.id),
    ),
    accountIds: given(
      accounts,
      accounts.map((one) => people.account(one).id),
    ),
    productIds: given(products, productIds),
  }
  const total = await countSelected(ctx, selection)
  if (total > CHANGES_MAX) ctx.refuse(refuse('change-selection-large', { total, maximum: CHANGES_MAX }))
  return { selection, total }
}

/** The input of the change of one line item of a selection. */
export function changeOf(input: BulkChange, lineItemId: string) {
  const { kind, lineItems: _items, accounts: _accounts, products: _products, ...fields } = input
  void [_items, _accounts, _products]
  const { startsWhenParentEnds, ...others } = fields
  return { id: lineItemId, ...others, ...(kind === 'renewal' && { startsWhenParentEnds }) }
}
