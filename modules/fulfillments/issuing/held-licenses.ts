import {
  lockForActivationWith,
  type LineItemFacts,
  type LineItemReferences,
} from '@tallystick/entitlements/services.ts'
import { invariant, NotFound } from '@tallystick/kernel/errors/problems.ts'
import { isRefusal, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { CommandContext } from '@tallystick/kernel/operation/implement.ts'
import { openPolicies } from '@tallystick/catalog/rules/policies.ts'
import type { LicenseKind } from '@tallystick/catalog/rules/license-kinds.ts'
import type { AttributeValues } from '@tallystick/catalog/rules/model-attributes.ts'
import { hostKeyOf } from '@tallystick/hosts/rules/host-key.ts'
import { adoptSettings, settingsJson } from '@tallystick/settings/services.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { readShipToEmail } from '../rules/activation-fields.ts'
import type { PlannedRecord } from '../rules/plan-activation.ts'
import type { HostAttributes } from '../rules/held-licenses.ts'
import {
  limitedActs,
  supportLimitOf,
  supportPolicyRefusal,
  type LimitedAct,
  type PolicyFacts,
} from '../rules/support-policy.ts'
import type { LicenseStanding } from '../rules/support-states.ts'
import type { Fulfillment } from '../resources.ts'
import { lineItemKeysOf, lockedLicenses, supportUses, type LicenseWithHosts } from '../store/held-licenses.ts'
import { activeKeyJson, keyFromJson } from '../store/signing-keys.ts'
import { heldHostsOf, type HeldHosts } from './held-hosts.ts'
import { withHostAttributes } from './held-technology.ts'
import { issueLicense, type IssuedRecord, type IssueFacts, type RecordPlace } from './issue-license.ts'
import { hostAttributesOf, modelAttributesOf } from './license-attributes.ts'
import { licenseSettingsOf } from './license-settings.ts'

/** A license under lock, with its line item and its hosts. */
export interface HeldLicense {
  readonly record: LicenseWithHosts
  readonly item: LineItemFacts
  readonly hosts: HeldHosts
}

/** Licenses under lock, and what is needed to issue others in their place. */
export interface HeldLicenses {
  readonly licenses: readonly HeldLicense[]
  /** Line items of the licenses, and those that were asked for besides, each once. */
  readonly items: readonly LineItemFacts[]
  readonly issue: IssueFacts
}

/**
 * Locks the line items of licenses (and `besides`, keys of other line items that the command needs), then the
 * licenses themselves, and reads everything: two round trips. Throws NotFound for what the caller does not see.
 */
export async function lockLicenses(
  ctx: CommandContext,
  references: readonly string[],
  ring: KeyRing,
  besides: readonly string[] = [],
): Promise<HeldLicenses> {
  const lineItems = { keysFrom: lineItemKeysOf(ctx, references), named: besides }
  const held = await lockLicensesOf(ctx, lineItems, ring, () => lockedLicenses(ctx, references))
  const [first] = references
  if (!held) throw new NotFound('license', first ?? '')
  return held
}

/**
 * The same for licenses that are found when the locks of their line items are held: `read` is given the keys of these
 * line items and reads licenses of them only. Null where there is no line item at all.
 */
export async function lockLicensesOf(
  ctx: CommandContext,
  lineItems: LineItemReferences,
  ring: KeyRing,
  read: (lineItemIds: readonly string[]) => Promise<readonly LicenseWithHosts[]>,
): Promise<HeldLicenses | null> {
  const { facts: items, alongside } = await lockForActivationWith(ctx, lineItems, {
    settings: settingsJson(ctx.tenantId),
    key: activeKeyJson(ctx.tenantId),
  })
  if (items.length === 0) return null
  adoptSettings(ctx, alongside['settings'] as Record<string, unknown>)
  const stored = keyFromJson(alongside['key'])
  invariant(stored, 'A producer has its signing keys from the first start on.')
  const records = await read(items.map(({ lineItem }) => lineItem.id))
  const byKey = new Map(items.map((item) => [item.lineItem.id, item]))
  const licenses = records.map((record) => {
    const item = byKey.get(record.lineItemId)
    invariant(item, 'The line item of a license is locked before the license.')
    return { record, item, hosts: heldHostsOf(record) }
  })
  const issue = {
    key: ring.issuing(ctx.tenantId, stored),
    isPreview: ctx.isVerify,
    settings: await licenseSettingsOf(ctx),
    shipToEmail: '',
    shipToAddress: '',
    issuedOn: ctx.now.toString().slice(0, 10),
  }
  return { licenses, items, issue }
}

/** The same for one license. */
export async function lockLicense(ctx: CommandContext, reference: string, ring: KeyRing) {
  const { licenses, items, issue } = await lockLicenses(ctx, [reference], ring)
  const [held] = licenses
  invariant(held, 'A license that is not seen ends as NotFound.')
  return { held, items, issue }
}

/** What is different in a license that takes the place of another one, or stands beside it. */
export interface Reissue {
  readonly hosts?: HeldHosts
  readonly copies?: number
  readonly overdraft?: number
  readonly dates?: Pick<PlannedRecord, 'starts' | 'expires' | 'versionDate'>
  readonly attributes?: AttributeValues
  /** What is known of its host; null and left out keep it. */
  readonly hostAttributes?: HostAttributes | null
  /** The line item under which it is issued, when that is another one. */
  readonly item?: LineItemFacts
  readonly place: Omit<RecordPlace, 'parentId'>
}

/**
 * Issues a license out of another one: everything that is not said to be different stays as it was. One of the
 * producer's own technologies is left on hold; `carryOut` has its generator asked.
 */
export function reissue(
  held: HeldLicense,
  wish: Reissue,
  issue: IssueFacts,
  shipTo: ShipTo,
): IssuedRecord | Refusal {
  const { record } = held
  const { servers, nodeHosts } = wish.hosts ?? held.hosts
  const hostIds = servers ? servers.map(({ hostId }) => hostId) : nodeHosts
  const planned: PlannedRecord = {
    servers,
    nodeHosts,
    hostKey: hostKeyOf(servers ? 'server' : 'node', hostIds),
    copies: wish.copies ?? record.copies,
    overdraft: wish.overdraft ?? record.overdraft,
    starts: wish.dates ? wish.dates.starts : record.startsOn,
    expires: wish.dates ? wish.dates.expires : record.expiresOn,
    versionDate: wish.dates ? wish.dates.versionDate : record.versionDate,
    attributes: wish.attributes ?? modelAttributesOf(record),
  }
  const facts = {
    ...issue,
    shipToEmail: shipTo.shipToEmail ?? record.shipToEmail,
    shipToAddress: shipTo.shipToAddress ?? record.shipToAddress,
  }
  const place = { ...wish.place, parentId: record.id }
  const issued = issueLicense(wish.item ?? held.item, planned, facts, place)
  if (isRefusal(issued)) return issued
  return withHostAttributes(issued, wish.hostAttributes ?? hostAttributesOf(record))
}

/** Where the new license goes; what is left out stays as it was. */
export interface ShipTo {
  readonly shipToEmail?: string | undefined
  readonly shipToAddress?: string | undefined
}

/** Refuses a list of mail addresses that is none; null when it is good or left out. */
export function shipToRefusal({ shipToEmail }: ShipTo): Refusal | null {
  const read = readShipToEmail(shipToEmail ?? '')
  return isRefusal(read) ? read : null
}

/** What the rules of support acts need to know of a license. */
export function standingOf({ record }: HeldLicense): LicenseStanding {
  return standingOfRecord(record)
}

/** The same of a license that is only shown. */
export function standingOfRecord(
  record: Pick<Fulfillment, 'fulfillmentCode' | 'state' | 'supportAction'>,
): LicenseStanding {
  const { fulfillmentCode, state, supportAction } = record
  const isBeside = supportAction === 'emergency' || supportAction === 'stop-gap'
  return { fulfillmentCode, state, supportAction, takesCopies: !isBeside }
}

/** What of a license can be divided. */
export function holdingOf({ record }: HeldLicense) {
  const { fulfillmentCode, copies, overdraft } = record
  return { fulfillmentCode, copies, overdraft, licenseKind: record.licenseKind as LicenseKind }
}

/**
 * Whether the policy of a line item still allows an act; costs a round trip only where one limits it. Callers who may
 * override policies pass, and the name of the policy is given back for the history.
 */
export async function heldToPolicy(
  ctx: CommandContext,
  item: LineItemFacts,
  act: LimitedAct,
): Promise<Refusal | { readonly overridden: readonly LimitedAct[] }> {
  const limit = item.licenseModel && supportLimitOf(policyFactsOf(item), act)
  if (!limit) return { overridden: [] }
  const uses = await supportUses(ctx, item.lineItem.id, limitedActs[act], limit.count)
  const refusal = supportPolicyRefusal(act, limit, uses, ctx.now)
  if (refusal === null) return { overridden: [] }
  return ctx.may('policies.override') ? { overridden: [act] } : refusal
}

/** The policies of a line item: those of its license model, and what that leaves to it. */
export function policyFactsOf({ licenseModel, lineItem }: LineItemFacts): PolicyFacts {
  invariant(licenseModel, 'A licensed line item has a license model.')
  return { model: { ...openPolicies, ...licenseModel.policies }, lineItem: lineItem.policies }
}
