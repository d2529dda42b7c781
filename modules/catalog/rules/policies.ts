/** Units of a policy's period and of a duration, by calendar. */
export type PeriodUnit = 'days' | 'weeks' | 'months' | 'years'

/** How often something may be done per line item: unlimited, per period, or left to the entitlement. */
export type LimitPolicy =
  | { readonly when: 'not-used' }
  | { readonly when: 'at-entitlement' }
  | {
      readonly when: 'now'
      readonly count: number
      /** Null: for the whole life of the line item. */
      readonly period: { readonly amount: number; readonly unit: PeriodUnit } | null
    }

/** Copies beyond the purchased ones, given now or left to the entitlement. */
export type ExtraActivationsPolicy =
  | { readonly when: 'at-entitlement' }
  | { readonly when: 'now'; readonly count: number }

/** Whether returned copies go back to the line item. */
export type CancelLicensePolicy =
  | { readonly when: 'at-entitlement' }
  | { readonly when: 'now'; readonly isAllowed: boolean }

/** The policies of a license model, all counted per line item. Source: back office 1.10 "Policies". */
export interface ModelPolicies {
  readonly rehosts: LimitPolicy
  readonly returns: LimitPolicy
  readonly repairs: LimitPolicy
  readonly extraActivations: ExtraActivationsPolicy
  readonly cancelLicense: CancelLicensePolicy
  /** Host ID types that a server host may have; null permits all. */
  readonly serverHostTypes: readonly string[] | null
  /** The same for node-locked hosts. */
  readonly nodeHostTypes: readonly string[] | null
}

/** Nothing limited, no extra activations, returned copies go back. */
export const openPolicies: ModelPolicies = {
  rehosts: { when: 'not-used' },
  returns: { when: 'not-used' },
  repairs: { when: 'not-used' },
  extraActivations: { when: 'now', count: 0 },
  cancelLicense: { when: 'now', isAllowed: true },
  serverHostTypes: null,
  nodeHostTypes: null,
}

/** When licenses of a model end: settled now, or chosen with each line item. */
export type ModelExpiration =
  | { readonly setting: 'at-entitlement' }
  | { readonly setting: 'permanent' }
  | { readonly setting: 'date'; readonly date: string }
  | { readonly setting: 'duration'; readonly amount: number; readonly unit: PeriodUnit }
