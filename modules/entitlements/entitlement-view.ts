import type { CommandsView } from '@tallystick/kernel/operation/define.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { shownAttributes } from '@tallystick/settings/services.ts'
import type { z } from 'zod'
import { commandsOf, entitlementFacts, refusalOnly } from './commands-view.ts'
import type { EntitlementView } from './operations/entitlement-shapes.contract.ts'
import { deployEntitlementRefusal } from './rules/deployment.ts'
import * as lifecycle from './rules/lifecycle.ts'
import { copiesAvailable } from './rules/figures.ts'
import { inCallersAccounts, peopleOf } from './store/account-facts.ts'
import { lineItemsOf } from './store/line-items.ts'
import type { EntitlementRecord, LineItemRecord } from './store/records.ts'
import { lineItemCommands, viewLineItemSummary } from './line-item-view.ts'

/** Shows an entitlement with its line items, as far as the caller may see them. */
export async function viewEntitlement(
  ctx: QueryContext,
  entitlement: EntitlementRecord,
): Promise<z.input<typeof EntitlementView>> {
  const lineItems = await lineItemsOf(ctx, entitlement.id)
  const parties = await viewParties(ctx, entitlement)
  const facts = await entitlementFacts(ctx, entitlement)
  const sum = (figure: (lineItem: LineItemRecord) => number) =>
    lineItems.filter(({ kind }) => kind === 'licensed').reduce((total, one) => total + figure(one), 0)
  const { code, soldToAccountId, soldToLabel, ...same } = entitlement
  void soldToAccountId
  return {
    ...same,
    entitlementId: code,
    soldTo: soldToLabel,
    customAttributes: await shownAttributes(ctx, 'entitlement', entitlement.customAttributes),
    parties,
    lineItemCount: lineItems.length,
    lineItems: lineItems.map((lineItem) =>
      viewLineItemSummary(ctx, lineItem, lineItemCommands(ctx, lineItem, facts)),
    ),
    figures: {
      copiesTotal: sum(({ copiesTotal }) => copiesTotal),
      copiesTaken: sum(({ copiesTaken }) => copiesTaken),
      copiesAvailable: sum(copiesAvailable),
    },
    commands: entitlementCommands(ctx, facts, lineItems),
  }
}

/** Customers and partners see their own place in the chain, not who else earned on it. */
async function viewParties(ctx: QueryContext, entitlement: EntitlementRecord) {
  const shown = entitlement.parties.filter(({ accountId }) => inCallersAccounts(ctx.scope, accountId))
  const people = await peopleOf(ctx, {
    accounts: shown.map(({ accountId }) => accountId),
    contacts: shown.flatMap(({ contactUserId }) => contactUserId ?? []),
  })
  return shown.map(({ tier, accountId, contactUserId, isOwner }) => {
    const account = people.account(accountId)
    const contact = contactUserId === null ? null : people.contact(contactUserId)
    return {
      tier,
      account: { id: account.id, accountId: account.code, name: account.name },
      contact: contact && { id: contact.id, name: contact.name, email: contact.email },
      isOwner,
    }
  })
}

function entitlementCommands(
  ctx: QueryContext,
  facts: lifecycle.EntitlementFacts,
  lineItems: readonly LineItemRecord[],
): CommandsView {
  const change = (command: lifecycle.StateCommand) =>
    refusalOnly(lifecycle.nextEntitlementState(facts, command))
  const edit = lifecycle.entitlementEditRefusal(facts)
  const deploy = change('deploy') ?? deployEntitlementRefusal(facts.code, lineItems, [])
  const transfer = facts.state === 'deployed' ? null : lifecycle.entitlementStateRefusal(facts)
  return commandsOf(ctx, [
    ['update-entitlement', 'entitlements.update', edit],
    ['add-line-item', 'entitlements.update', edit],
    ['deploy-entitlement', 'entitlements.change-state', deploy],
    ['inactivate-entitlement', 'entitlements.change-state', change('inactivate')],
    ['reactivate-entitlement', 'entitlements.change-state', change('reactivate')],
    ['obsolete-entitlement', 'entitlements.change-state', change('obsolete')],
    ['transfer-entitlement', 'entitlements.approve-transfers', transfer],
    ['delete-entitlement', 'entitlements.delete', lifecycle.entitlementOpenRefusal(facts)],
  ])
}
