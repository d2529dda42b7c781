import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { namedAttributeValues } from './attribute-names.ts'
import { readAttributeValue } from './attribute-values.ts'
import type { LicenseKind } from './license-kinds.ts'
import { attributeOf, attributesFor, unusedAttributes } from './model-attributes.ts'
import type { AttributeDefinition, AttributeSettings, AttributeValues } from './model-attributes.ts'

/** What the rules need of a license model. */
export interface ModelAttributes {
  readonly kind: LicenseKind
  readonly attributes: AttributeSettings
}

/** Values as they are stored or sent: by attribute name, unchecked. */
export type GivenAttributes = Readonly<Record<string, unknown>>

/** An attribute to ask for, with what to put into the field before the person types. */
export interface AttributeToAsk extends AttributeDefinition {
  readonly isRequired: boolean
  /** Proposal of the model, else of the attribute; null for none. */
  readonly proposal: unknown
  /** The model's own limit; null for that of the attribute. */
  readonly max: number | null
}

/** All attributes with the values that this license gets. */
export interface ResolvedAttributes {
  readonly ok: true
  readonly values: AttributeValues
}

/**
 * The attributes to ask for at entitlement or at fulfillment time, in the order of Table 2-1.
 *
 * Overdraft at fulfillment is asked as a count per host, not here. Source: Table 2-1; ACT-03.
 */
export function attributesToAsk(
  model: ModelAttributes,
  moment: 'entitlement' | 'fulfillment',
): readonly AttributeToAsk[] {
  return attributesFor(model.kind)
    .filter((definition) => model.attributes[definition.key]?.when === `at-${moment}`)
    .filter((definition) => moment === 'entitlement' || definition.key !== 'overdraft')
    .map((definition) => {
      const setting = model.attributes[definition.key]
      const proposal = setting?.value ?? (definition.field.is === 'count' ? definition.field.proposal : null)
      return { ...definition, isRequired: setting?.isRequired ?? false, proposal, max: setting?.max ?? null }
    })
}

/**
 * The value of every attribute of a license: from the model, the line item, or this activation.
 *
 * In this order: unknown name, not for this kind of license, not asked at this moment, wrong value,
 * above the model's limit, missing although required. A proposal is not a value: what is left empty
 * is not used, except that a required attribute with a proposal takes it.
 */
export function resolveAttributes(
  model: ModelAttributes,
  lineItemValues: GivenAttributes,
  fulfillmentValues: GivenAttributes,
): ResolvedAttributes | Refusal {
  const atEntitlement = readMoment(model, lineItemValues, 'at-entitlement')
  if (isRefusal(atEntitlement)) return atEntitlement
  const atFulfillment = readMoment(model, fulfillmentValues, 'at-fulfillment')
  if (isRefusal(atFulfillment)) return atFulfillment
  const fromModel = modelValues(model)
  if (isRefusal(fromModel)) return fromModel

  const given = { ...fromModel.values, ...atEntitlement.values, ...atFulfillment.values }
  const missing = requiredRefusal(model, given)
  if (missing !== null) return missing
  return { ok: true, values: { ...unusedAttributes, ...given } as AttributeValues }
}

/** Holds the values that a line item brings along; the same check as at activation, earlier. */
export function checkEntitlementAttributes(model: ModelAttributes, values: GivenAttributes): Refusal | null {
  const read = readMoment(model, values, 'at-entitlement')
  return isRefusal(read) ? read : null
}

/** Holds the attribute settings of a license model itself: names, kinds, moments and the values set now. */
export function checkModelAttributes(model: ModelAttributes): Refusal | null {
  for (const [key, setting] of Object.entries(model.attributes)) {
    const definition = attributeOf(key)
    if (definition === null) return refuse('attribute-unknown', { attribute: key })
    if (setting === undefined || setting.when === 'not-used') continue
    const closed = kindRefusal(definition, model.kind)
    if (closed !== null) return closed
    if (!definition.moments.includes(setting.when)) {
      return refuse('attribute-moment-not-allowed', {
        attribute: key,
        label: definition.label,
        when: setting.when,
      })
    }
    const read = readAttributeValue(definition, setting.value)
    if (isRefusal(read)) return read
    if (setting.when === 'now' && read.value === null) return missingRefusal(definition)
  }
  const zone = model.attributes.timeZone
  return zone?.when === 'now'
    ? serverTimeZoneRefusal(model.kind, String(zone.value), mayHaveServer(model))
    : null
}

/**
 * Rules between attributes and hosts: FLEXid sharing needs a dongle to share, "server time zone
 * only" needs a SERVER line. `nodeTypes` are the host ID types of the node-locked hosts.
 */
export function attributeHostsRefusal(
  kind: LicenseKind,
  values: AttributeValues,
  nodeTypes: readonly string[],
): Refusal | null {
  const other = nodeTypes.find((type) => type !== 'flexid')
  if (values.flexidSharing && other !== undefined) {
    return refuse('attribute-flexid-sharing-host', { attribute: 'flexidSharing', type: other })
  }
  return serverTimeZoneRefusal(kind, values.timeZone, values.flexidSharing)
}

/** Only FLEXid sharing gives a node-locked uncounted license a server whose zone could be meant. */
function serverTimeZoneRefusal(
  kind: LicenseKind,
  timeZone: string | null,
  isShared: boolean,
): Refusal | null {
  if (timeZone !== 'server' || kind !== 'nodelocked-uncounted' || isShared) return null
  return refuse('attribute-server-time-zone', { attribute: 'timeZone', kind })
}

function mayHaveServer(model: ModelAttributes): boolean {
  const when = model.attributes.flexidSharing?.when
  return when !== undefined && when !== 'not-used'
}

interface MomentValues {
  readonly values: Readonly<Record<string, unknown>>
}

function readMoment(
  model: ModelAttributes,
  given: GivenAttributes,
  moment: 'at-entitlement' | 'at-fulfillment',
): MomentValues | Refusal {
  const named = namedAttributeValues(given)
  if (isRefusal(named)) return named
  const values: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(named.values)) {
    const definition = attributeOf(key)
    if (definition === null) return refuse('attribute-unknown', { attribute: key.slice(0, 60) })
    const closed = kindRefusal(definition, model.kind)
    if (closed !== null) return closed
    const setting = model.attributes[definition.key]
    // The overdraft of a fulfillment is a count per host, given with the hosts.
    const isPerHost = key === 'overdraft' && moment === 'at-fulfillment'
    if (setting?.when !== moment || isPerHost) {
      const when = setting?.when ?? 'not-used'
      return refuse('attribute-not-asked', { attribute: key, label: definition.label, when, moment })
    }
    const read = readAttributeValue(definition, value)
    if (isRefusal(read)) return read
    const above = limitRefusal(definition, read.value, setting.max)
    if (above !== null) return above
    values[key] = read.value
  }
  return { values }
}

function modelValues(model: ModelAttributes): MomentValues | Refusal {
  const values: Record<string, unknown> = {}
  for (const definition of attributesFor(model.kind)) {
    const setting = model.attributes[definition.key]
    if (setting?.when !== 'now') continue
    const read = readAttributeValue(definition, setting.value)
    if (isRefusal(read)) return read
    values[definition.key] = read.value
  }
  return { values }
}

function kindRefusal(definition: AttributeDefinition, kind: LicenseKind): Refusal | null {
  if (definition.kinds.includes(kind)) return null
  return refuse('attribute-not-applicable', { attribute: definition.key, label: definition.label, kind })
}

function limitRefusal(
  definition: AttributeDefinition,
  value: unknown,
  max: number | undefined,
): Refusal | null {
  if (max === undefined || definition.key !== 'borrowing' || typeof value !== 'number' || value <= max)
    return null
  return refuse('attribute-borrow-hours', { attribute: 'borrowing', maximum: max, value })
}

/** Finds what is required and left out; a required attribute with a proposal takes the proposal. */
function requiredRefusal(model: ModelAttributes, given: Record<string, unknown>): Refusal | null {
  for (const definition of attributesFor(model.kind)) {
    const setting = model.attributes[definition.key]
    const isLater = setting?.when === 'at-entitlement' || setting?.when === 'at-fulfillment'
    if (!isLater || setting.isRequired !== true || (given[definition.key] ?? null) !== null) continue
    const proposal = readAttributeValue(definition, setting.value)
    if (isRefusal(proposal)) return proposal
    if (proposal.value === null) return missingRefusal(definition)
    given[definition.key] = proposal.value
  }
  return null
}

function missingRefusal(definition: AttributeDefinition): Refusal {
  return refuse('attribute-missing', { attribute: definition.key, label: definition.label })
}
