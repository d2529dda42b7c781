import { renewLineItem, upgradeLineItem, upsellLineItem } from '@tallystick/entitlements/contracts.ts'
import type { ChangeKind } from '@tallystick/entitlements/model.ts'

/** A kind of change in the words of the pages, with its command. */
export interface ChangeWords {
  readonly kind: ChangeKind
  readonly verb: string
  readonly noun: string
  /** What one line item has become by it. */
  readonly past: string
  readonly permission: string
  readonly lead: string
}

/** The three changes of line items, as pages name them. */
export const CHANGES: readonly ChangeWords[] = [
  {
    kind: 'renewal',
    verb: 'Renew',
    noun: 'Renewal',
    past: 'renewed',
    permission: 'entitlements.renew',
    lead: 'The same products for a new term.',
  },
  {
    kind: 'upgrade',
    verb: 'Upgrade',
    noun: 'Upgrade',
    past: 'upgraded',
    permission: 'entitlements.upgrade',
    lead: 'A newer version of the same products.',
  },
  {
    kind: 'upsell',
    verb: 'Upsell',
    noun: 'Upsell',
    past: 'upsold',
    permission: 'entitlements.upsell',
    lead: 'A larger product in place of this one.',
  },
]

/** The command of each kind of change. */
export const changeCommands = {
  renewal: renewLineItem,
  upgrade: upgradeLineItem,
  upsell: upsellLineItem,
} as const

/** The words of a kind; an unknown one is a renewal. */
export function wordsOfChange(kind: string | null | undefined): ChangeWords {
  return CHANGES.find((one) => one.kind === kind) ?? (CHANGES[0] as ChangeWords)
}

/** The wizard that changes these line items. */
export function changePath(kind: ChangeKind, lineItems: readonly string[]): string {
  return `/line-items/change?kind=${kind}&items=${lineItems.join(',')}`
}
