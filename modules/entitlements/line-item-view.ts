import type { CommandsView } from '@tallystick/kernel/operation/define.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { shownAttributes } from '@tallystick/settings/services.ts'
import type { z } from 'zod'
import type { ChangeKind } from './model.ts'
import { commandsOf, entitlementFacts, refusalOnly, type ShownEntitlementFacts } from './commands-view.ts'
import type { LineItemSummary, LineItemView } from './operations/line-item-shapes.contract.ts'
import { copiesAvailable, figuresOf } from './rules/figures.ts'
import { attributeKind } from './prepare-line-items.ts'
import { countsOf } from './store/records.ts'
import * as lifecycle from './rules/lifecycle.ts'
import { changeableRefusal, changeKinds, changeVerbs } from './rules/line-item-changes.ts'
import { moveRefusal, splitRefusal } from './rules/move-facts.ts'
import { isExpired, termText } from './rules/terms.ts'
import { soldProductsOf } from './store/catalog-facts.ts'
import type { PlacedLineItem } from './store/line-items.ts'
import type { LineItemRecord } from './store/records.ts'
import { movesOf } from './store/transfers.ts'

/** Shows everything of a line item: figures with their reasons, products with features, what may be done. */
export async function viewLineItem(
  ctx: QueryContext,
  lineItem: PlacedLineItem,
): Promise<z.input<typeof LineItemView>> {
  const facts = await entitlementFacts(ctx, {
    code: lineItem.entitlementCode,
    state: lineItem.entitlementState,
  })
  const summary = viewLineItemSummary(ctx, lineItem, lineItemCommands(ctx, lineItem, facts))
  return {
    ...lineItem,
    ...summary,
    products: await soldProductsOf(ctx, lineItem.id),
    entitlement: {
      id: lineItem.entitlementId,
      entitlementId: lineItem.entitlementCode,
      state: lineItem.entitlementState,
    },
    soldTo: lineItem.soldToLabel,
    attributes: { ...lineItem.attributes },
    policies: { ...lineItem.policies },
    customAttributes: await shownAttributes(ctx, attributeKind(lineItem.kind), lineItem.customAttributes),
    maintenance: [...lineItem.maintenance],
    maintains: [...lineItem.maintains],
    figures: [...figuresOf(countsOf(lineItem))],
    moves: await movesOf(ctx, lineItem.id),
  }
}

/** Shows a line item in a row. */
export function viewLineItemSummary(
  ctx: QueryContext,
  lineItem: LineItemRecord,
  commands: CommandsView,
): z.input<typeof LineItemSummary> {
  return {
    id: lineItem.id,
    activationId: lineItem.activationId,
    kind: lineItem.kind,
    state: lineItem.state,
    technology: lineItem.technology,
    products: lineItem.productsLabel,
    partNumber: lineItem.partNumberLabel,
    licenseModel: lineItem.licenseModelLabel,
    expiration: termText(lineItem.term, lineItem.endsOn),
    expiresOn: lineItem.endsOn,
    isExpired: isExpired(lineItem.endsOn, lineItem.timeZone, ctx.now),
    copiesTotal: lineItem.copiesTotal,
    copiesTaken: lineItem.copiesTaken,
    copiesAvailable: copiesAvailable(countsOf(lineItem)),
    maintenance: lineItem.maintenance.map(({ label }) => label),
    rowVersion: lineItem.rowVersion,
    commands,
  }
}

/** What may be done with a line item now, by the rules of the commands themselves. */
export function lineItemCommands(
  ctx: QueryContext,
  lineItem: LineItemRecord,
  entitlement: ShownEntitlementFacts,
): CommandsView {
  const change = (command: lifecycle.StateCommand) =>
    refusalOnly(lifecycle.nextLineItemState(lineItem, entitlement, command))
  const move = { ...lineItem, entitlement }
  // Whether a permanent line item has dated versions is not asked for each row: the command itself says so.
  const parent = {
    ...lineItem,
    entitlementKind: 'regular' as const,
    products: [],
    hasDatedVersions: true,
  }
  const changeable = (kind: ChangeKind) => changeableRefusal(kind, parent)
  const split = ['split-line-item', 'entitlements.split', splitRefusal(move)] as const
  return commandsOf(ctx, [
    ...changeKinds.map(
      (kind) =>
        [`${changeVerbs[kind]}-line-item`, `entitlements.${changeVerbs[kind]}`, changeable(kind)] as const,
    ),
    ['update-line-item', 'entitlements.update', lifecycle.lineItemEditRefusal(lineItem)],
    ['remove-line-item', 'entitlements.update', lifecycle.lineItemOpenRefusal(lineItem)],
    ['deploy-line-item', 'entitlements.change-state', change('deploy')],
    ['inactivate-line-item', 'entitlements.change-state', change('inactivate')],
    ['reactivate-line-item', 'entitlements.change-state', change('reactivate')],
    ['obsolete-line-item', 'entitlements.change-state', change('obsolete')],
    ...(entitlement.offersSplit ? [split] : []),
    ['transfer-line-item', 'entitlements.transfer', moveRefusal(move)],
  ])
}
