import {
  addLineItem,
  deleteEntitlement,
  deployEntitlement,
  deployLineItem,
  inactivateEntitlement,
  inactivateLineItem,
  obsoleteEntitlement,
  obsoleteLineItem,
  reactivateEntitlement,
  reactivateLineItem,
  removeLineItem,
  transferEntitlement,
  updateEntitlement,
  updateLineItem,
} from '@tallystick/entitlements/contracts.ts'
import { activateLineItems } from '@tallystick/fulfillments/operations/activate-line-items.contract.ts'
import { recordCommand, type RecordCommand } from '@tallystick/kit/details/commands.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import { activationPath } from '@tallystick/screens/fulfillments/paths.ts'
import { moveCommands } from './moves/move-commands.ts'
import { CHANGES, changeCommands, changePath } from './changes/words.ts'
import { entitlementPath, orderedItemPath } from './paths.ts'
import { copiesText, type Entitlement, type LineItemRow } from './sold-words.ts'

/** Everything that can be done with an entitlement, each with what follows from it. */
export function entitlementCommands(sold: Entitlement, go: (to: string) => void): readonly RecordCommand[] {
  const { id, entitlementId: code } = sold
  const { copiesTotal, copiesTaken } = sold.figures
  const items = countText(sold.lineItemCount, 'line item')
  const who = sold.soldTo || 'Whoever gets the IDs'
  const inUse = copiesTaken > 0 ? ` Licenses for ${copiesText(copiesTaken)} stay valid.` : ''
  return [
    recordCommand(deployEntitlement, 'Deploy', {
      input: { id },
      confirm: {
        title: `Deploy ${code}?`,
        consequence: `${who} can activate ${copiesText(copiesTotal)} in ${items} from now on. What was sold can no longer be edited.`,
      },
      says: `${code} is deployed.`,
    }),
    recordCommand(addLineItem, 'Add line item', { to: `${entitlementPath(id)}/line-items/new` }),
    recordCommand(updateEntitlement, 'Edit', { to: `${entitlementPath(id)}/edit` }),
    recordCommand(transferEntitlement, 'Transfer', { to: `${entitlementPath(id)}/transfer` }),
    recordCommand(reactivateEntitlement, 'Reactivate', {
      input: { id },
      confirm: {
        title: `Reactivate ${code}?`,
        consequence: `${who} can activate again. Line items that were made inactive on their own stay inactive.`,
      },
      says: `${code} is deployed again.`,
    }),
    recordCommand(inactivateEntitlement, 'Inactivate', {
      input: { id },
      confirm: {
        title: `Inactivate ${code}?`,
        consequence: `Nothing of its ${items} can be activated until it is reactivated.${inUse}`,
      },
      says: `${code} is inactive.`,
    }),
    recordCommand(obsoleteEntitlement, 'Make obsolete', {
      input: { id },
      confirm: {
        title: `Make ${code} obsolete?`,
        consequence: `Its ${items} are over for good: nothing can be activated from them again, and this cannot be taken back.${inUse}`,
        isDanger: true,
        ...(copiesTaken > 0 ? { typed: code } : {}),
      },
      says: `${code} is obsolete.`,
    }),
    recordCommand(deleteEntitlement, 'Delete', {
      input: { id },
      confirm: {
        title: `Delete ${code}?`,
        consequence: `The entitlement and its ${items} are removed for good. Nobody could activate them yet.`,
        isDanger: true,
      },
      says: `${code} is deleted.`,
      onDone: () => go('/entitlements'),
    }),
  ]
}

/** Everything that can be done with a line item. `after` runs when it was removed. */
export function lineItemCommands(
  item: Pick<LineItemRow, 'id' | 'activationId' | 'copiesTotal' | 'copiesTaken'>,
  words: string,
  after?: () => void,
): readonly RecordCommand[] {
  const { id, activationId } = item
  const inUse = item.copiesTaken > 0 ? ` Licenses for ${copiesText(item.copiesTaken)} stay valid.` : ''
  const ask = (title: string, consequence: string, isDanger = false) => ({
    title: `${title} ${activationId}?`,
    consequence,
    isDanger,
  })
  return [
    recordCommand(activateLineItems, 'Activate', { to: activationPath([id]) }),
    recordCommand(deployLineItem, 'Deploy', {
      input: { id },
      confirm: ask('Deploy', `${copiesText(item.copiesTotal)} of ${words} can be activated from now on.`),
      says: `${words} is deployed.`,
    }),
    ...CHANGES.map(({ kind, verb }) =>
      recordCommand(changeCommands[kind], verb, { to: changePath(kind, [id]) }),
    ),
    recordCommand(updateLineItem, 'Edit', { to: `${orderedItemPath(id)}/edit` }),
    ...moveCommands('/line-items', id),
    recordCommand(reactivateLineItem, 'Reactivate', {
      input: { id },
      confirm: ask('Reactivate', `${words} can be activated again.`),
      says: `${words} is deployed again.`,
    }),
    recordCommand(inactivateLineItem, 'Inactivate', {
      input: { id },
      confirm: ask('Inactivate', `${words} cannot be activated until it is reactivated.${inUse}`),
      says: `${words} is inactive.`,
    }),
    recordCommand(obsoleteLineItem, 'Make obsolete', {
      input: { id },
      confirm: ask(
        'Make obsolete',
        `${words} is over for good: nothing can be activated from it again, and this cannot be taken back.${inUse}`,
        true,
      ),
      says: `${words} is obsolete.`,
    }),
    recordCommand(removeLineItem, 'Remove', {
      input: { id },
      confirm: ask('Remove', `${words} leaves the entitlement for good. Nobody could activate it yet.`, true),
      says: `${words} is removed.`,
      ...(after ? { onDone: after } : {}),
    }),
  ]
}

/** The view's commands with *Activate* among them, which belongs to the licenses. */
export function withActivate(
  item: Pick<LineItemRow, 'state' | 'kind' | 'isExpired' | 'commands' | 'copiesAvailable'>,
  remaining: number,
  mayActivate: boolean,
): LineItemRow['commands'] {
  if (!mayActivate || item.kind !== 'licensed') return item.commands
  const reason = reasonAgainst(item, remaining)
  const activate = reason === null ? { allowed: true } : { allowed: false, reason }
  return { ...item.commands, 'activate-line-items': activate }
}

/**
 * Copies that the activation wizard could give: free ones and extra activations, or, of a replacing line item, those
 * that come out of the licenses that it replaces. ACT-06.
 */
export function copiesToActivate(
  figures: readonly { readonly key: string; readonly value: number }[],
): number {
  const valueOf = (key: string) => figures.find((one) => one.key === key)?.value ?? 0
  return Math.max(valueOf('remaining'), valueOf('unfulfilled'))
}

/** Why nothing can be activated now; null when it can. The server has the last word. */
function reasonAgainst(item: Pick<LineItemRow, 'state' | 'isExpired'>, remaining: number): string | null {
  if (item.state === 'draft') return 'It is not deployed yet.'
  if (item.state !== 'deployed' && item.state !== 'test') return `It is ${item.state.replace('-', ' ')}.`
  if (item.isExpired) return 'It has expired.'
  return remaining > 0 ? null : 'All copies are in use.'
}
