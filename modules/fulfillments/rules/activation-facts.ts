import type { LineItemCounts, RecordState, Term } from '@tallystick/entitlements/model.ts'
import type { HostId, HostTypeKey } from '@tallystick/hosts/model.ts'
import type { CalendarDate } from './calendar.ts'
import type { GivenAttributes, ModelAttributes } from '@tallystick/catalog/rules/resolve-attributes.ts'
import type { CopiesToReplace, ReplacingFacts } from './replace-licenses.ts'
import type { StartDateFacts } from './start-date.ts'
import type { VersionDateFacts } from './version-date.ts'

/** What the rules need to know of a feature inside a product. */
export interface FeatureFacts {
  readonly name: string
  /** Null for a feature whose version is the version date. */
  readonly version: string | null
  /** Copies of the feature in one copy of the product. */
  readonly count: number
  /** Values that win over the license model's for this feature; null or missing keeps the model's. */
  readonly overrides?: FeatureOverrides
}

/** What a feature may say differently from its license model. Source: feature overrides, catalog. */
export interface FeatureOverrides {
  readonly vendorString?: string | null
  readonly notice?: string | null
  readonly serialNumber?: string | null
  /** A duplicate group such as `UH`, or `none` for no keyword at all. */
  readonly dupGroup?: string | null
}

/** A product (or a suite, with the features of all its products) of a line item. */
export interface ProductFacts {
  readonly name: string
  readonly version: string
  readonly state: RecordState
  /** Multiplies the counts of its features; at least 1. */
  readonly quantityPerCopy: number
  readonly features: readonly FeatureFacts[]
  /** One PACKAGE line instead of a line per feature; null for a plain product. */
  readonly package: PackageFacts | null
}

/** The package of a product or suite. */
export interface PackageFacts {
  readonly name: string
  /** Null when the version is the version date. */
  readonly version: string | null
}

/** What the rules need to know of a license model. */
export interface LicenseModelFacts extends ModelAttributes {
  readonly name: string
  readonly state: RecordState
  /** Host ID types that the policy permits; null permits all. */
  readonly serverHostTypes: readonly HostTypeKey[] | null
  readonly nodeHostTypes: readonly HostTypeKey[] | null
}

/** What the rules need to know of a line item, read under its lock. */
export interface LineItemFacts {
  readonly activationId: string
  readonly state: RecordState
  readonly counts: LineItemCounts
  readonly start: StartDateFacts
  readonly term: Term
  readonly version: VersionDateFacts
  /** Attribute values given at entitlement time. */
  readonly attributes: GivenAttributes
}

/** Everything that decides an activation besides the request. */
export interface ActivationFacts {
  readonly entitlement: { readonly state: RecordState; readonly isBulk: boolean }
  readonly lineItem: LineItemFacts
  readonly products: readonly ProductFacts[]
  readonly model: LicenseModelFacts
  /** The day it is where the line item counts its days; see `calendarDateAt`. */
  readonly today: CalendarDate
  /** A producer's user may try test entitlements, a customer may not. */
  readonly mayActivateTest: boolean
  /** What a replacing line item may take from other licenses; null for one that replaces nothing. */
  readonly replacing: ReplacingFacts | null
  /** May exceed policies; host ID type policies here. Counts are never exceeded. */
  readonly mayOverridePolicies: boolean
}

/** A machine that serves a license: its host ID, and what an administrator may still edit in the file. */
export interface ServerHost {
  readonly hostId: HostId
  /** Null: taken from the host ID, else the placeholder `this_host`. */
  readonly hostName?: string | null
  readonly port?: number | null
}

/** One server (or set of three) with its node-locked hosts, its count and its overdraft. */
export interface HostRequest {
  /** One or three; empty or missing for node-locked uncounted licenses. */
  readonly servers?: readonly ServerHost[]
  readonly nodeHosts?: readonly HostId[]
  /** Fulfill count of counted kinds, from 1; from 0 where copies are replaced. */
  readonly copies?: unknown
  /** Copies of licenses of other line items on this host that become copies of this one. */
  readonly replaces?: readonly CopiesToReplace[]
  /** Overdraft of this fulfillment, from 0; missing is 0. */
  readonly overdraft?: unknown
}

/** What a person asks for when activating a line item. */
export interface ActivationRequest {
  readonly hosts: readonly HostRequest[]
  readonly startDate?: unknown
  readonly versionDate?: unknown
  readonly versionStartDate?: unknown
  readonly attributes?: GivenAttributes | undefined
}
