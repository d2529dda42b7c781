/** States that entitlements and line items share. Source: "Entitlement States" and "Line Item States". */
export const recordStates = ['draft', 'deployed', 'inactive', 'test', 'obsolete', 'on-hold'] as const

/** State of an entitlement or of a line item. */
export type RecordState = (typeof recordStates)[number]

/** Kinds of entitlements: the licensee is known, or keys go out to licensees that are not known yet. */
export type EntitlementKind = 'regular' | 'bulk'

/** A line item gives copies of products, or maintenance for them. */
export type LineItemKind = 'licensed' | 'maintenance'

/** Tiers of the parties of an entitlement, from the producer towards the user. */
export const tiers = ['distributor', 'reseller', 'end-customer'] as const

/** Tier of a party of an entitlement. */
export type Tier = (typeof tiers)[number]

/** Where the start date of a license comes from; the order is that of the published options. */
export const startOptions = [
  'specify-now',
  'specify-at-first-activation',
  'specify-at-each-activation',
  'first-activation-date',
  'each-activation-date',
] as const

/** Where the start date of a license comes from. */
export type StartOption = (typeof startOptions)[number]

/** Where the version date of features with dated versions comes from. */
export const versionDateOptions = [
  'specify-now',
  'use-start-date',
  'use-activation-date',
  'specify-version-start-date-later',
  'specify-version-date-later',
] as const

/** Where the version date of features with dated versions comes from. */
export type VersionDateOption = (typeof versionDateOptions)[number]

/** Units of a duration: months and years are those of the calendar. */
export const durationUnits = ['days', 'weeks', 'months', 'years'] as const

/** Unit of a duration. */
export type DurationUnit = (typeof durationUnits)[number]

/** A span of calendar time; `amount` is a whole number from 1. */
export interface Duration {
  readonly amount: number
  readonly unit: DurationUnit
}

/** How long the rights of a line item last. `expiresOn` is the last day of use. */
export type Term =
  | { readonly kind: 'permanent' }
  | { readonly kind: 'date'; readonly expiresOn: string }
  | ({ readonly kind: 'duration' } & Duration)

/** The part of the figures of a line item that replaces none and that none replaces. */
export const ownCopies = { copiesMoved: 0, copiesBrought: null, copiesToBring: 0 } as const

/** How a line item replaces another one: by a newer version, a larger product, or a new term. */
export type ChangeKind = 'upgrade' | 'upsell' | 'renewal'

/** How a line item came out of another one instead of being sold as it is. */
export type OriginKind = 'split' | 'transfer' | 'host-transfer' | 'key'

/** The figures of a line item, in copies. */
export interface LineItemCounts {
  readonly copiesTotal: number
  /** In active fulfillments, extra activations included, overdraft not. */
  readonly copiesTaken: number
  /** Gone for good into line items that replaced this one; they are neither active here nor available. */
  readonly copiesMoved: number
  /** Of a replacing line item: copies that came into it from its parents so far. Null for all others. */
  readonly copiesBrought: number | null
  /** Of a replacing line item: copies that its parents could still give to a new activation. 0 for all others. */
  readonly copiesToBring: number
  /** Copies beyond the purchased ones that the policy allows; 0 means none. */
  readonly extraActivationsMax: number
  /** Overdraft that all fulfillments together may grant; 0 means none. */
  readonly overdraftMax: number
  readonly overdraftTaken: number
}

/** A transfer waits until the producer decides; one by the producer, and a split, is done at once. */
export const transferStates = ['waiting', 'approved', 'rejected', 'direct'] as const

/** State of a transfer. */
export type TransferState = (typeof transferStates)[number]
