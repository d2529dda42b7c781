import type { Tier } from '@tallystick/entitlements/model.ts'
import type { OutputOf } from '@tallystick/api/client.ts'
import type { getEntitlement, getLineItem } from '@tallystick/entitlements/contracts.ts'
import { countText, dateText } from '@tallystick/kit/format/dates.ts'

/** An entitlement as its query answers it. */
export type Entitlement = OutputOf<typeof getEntitlement>

/** A line item of an entitlement, in its table. */
export type LineItemRow = Entitlement['lineItems'][number]

/** A line item as its query answers it. */
export type LineItem = OutputOf<typeof getLineItem>

/** Tiers with the words that pages show, from the user towards the producer. */
export const TIERS: Readonly<Record<Tier, string>> = {
  'end-customer': 'End customer',
  reseller: 'Reseller',
  distributor: 'Distributor',
}

/** Where the start date comes from, in words. */
export const START_OPTIONS: Readonly<Record<LineItem['startOption'], string>> = {
  'specify-now': 'On a date that is settled now',
  'specify-at-first-activation': 'Asked at the first activation',
  'specify-at-each-activation': 'Asked at each activation',
  'first-activation-date': 'The day of the first activation',
  'each-activation-date': 'The day of each activation',
}

/** Where the version date comes from, in words. */
export const VERSION_OPTIONS: Readonly<Record<NonNullable<LineItem['versionDateOption']>, string>> = {
  'specify-now': 'A date that is settled now',
  'use-start-date': 'The start date',
  'use-activation-date': 'The day of activation',
  'specify-version-start-date-later': 'A start that is asked at activation',
  'specify-version-date-later': 'Asked at activation',
}

/** `12 months`, `1 year`. */
export function durationText({ amount, unit }: { readonly amount: number; readonly unit: string }): string {
  return countText(amount, unit.replace(/s$/, ''))
}

/** How long the rights last, in words: `Permanent`, `until 31 Dec 2027`, `12 months from the start`. */
export function termWords(term: LineItem['term']): string {
  if (term.kind === 'permanent') return 'Permanent'
  return term.kind === 'date' ? `until ${dateText(term.expiresOn)}` : `${durationText(term)} from the start`
}

/** `1 copy`, `25 copies`. */
export function copiesText(count: number): string {
  return countText(count, 'copy', 'copies')
}
