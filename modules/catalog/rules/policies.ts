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

/** So long from its first day a license of the policy may be good at most, by calendar. */
export interface LongestDuration {
  readonly amount: number
  readonly unit: PeriodUnit
}

/** How often a license may be issued beside another one, and for how long; null does not limit the length. */
export type BesidePolicy =
  | { readonly when: 'not-used' }
  | { readonly when: 'at-entitlement'; readonly longest: LongestDuration | null }
  | {
      readonly when: 'now'
      readonly count: number
      readonly period: LongestDuration | null
      readonly longest: LongestDuration | null
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
  /** Reinstallations on the same machine. */
  readonly reinstalls: LimitPolicy
  /** Short licenses for a customer whose license does not work. */
  readonly emergencies: BesidePolicy
  /** Licenses that bridge the time until an expired one is renewed. */
  readonly stopGaps: BesidePolicy
  /** Licenses made anew because of a mistake of the producer. */
  readonly publisherErrors: LimitPolicy
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
  reinstalls: { when: 'not-used' },
  emergencies: { when: 'not-used' },
  stopGaps: { when: 'not-used' },
  publisherErrors: { when: 'not-used' },
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
