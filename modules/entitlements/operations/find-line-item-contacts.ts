import { contactsOfAccounts } from '@tallystick/accounts/services.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { inCallersAccounts } from '../store/account-facts.ts'
import { Entitlements } from '../store/entitlements.ts'
import { LineItems } from '../store/line-items.ts'
import { findLineItemContacts } from './email-line-item.contract.ts'

/** Contacts that are offered at once. */
const OFFERED_MAX = 20

/** Portal users are offered the people of their own accounts only. */
export default implementQuery(findLineItemContacts, async (ctx, input) => {
  const lineItem = await find(ctx, LineItems, input.lineItem)
  const { parties } = await find(ctx, Entitlements, lineItem.entitlementId)
  const accountIds = parties
    .map(({ accountId }) => accountId)
    .filter((accountId) => inCallersAccounts(ctx.scope, accountId))
  return { contacts: await contactsOfAccounts(ctx, accountIds, OFFERED_MAX, input.text) }
})
