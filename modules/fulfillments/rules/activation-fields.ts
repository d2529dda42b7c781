import { namedAttributeValues } from '@tallystick/catalog/rules/attribute-names.ts'
import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { CalendarDate } from './calendar.ts'
import type { LineItemFacts, LicenseModelFacts, ProductFacts } from './activation-facts.ts'
import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import { attributesToAsk } from '@tallystick/catalog/rules/resolve-attributes.ts'
import type { AttributeToAsk } from '@tallystick/catalog/rules/resolve-attributes.ts'
import { needsVersionDate } from './plan-activation.ts'
import { asksStartDate } from './start-date.ts'
import { versionDateToAsk } from './version-date.ts'

/** The first step of an activation: which fields a person sees for one line item. */
export interface ActivationFields {
  readonly asksStartDate: boolean
  /** Shown and not editable; null while it is not settled. */
  readonly startDate: CalendarDate | null
  readonly versionDate: 'version-date' | 'version-start-date' | null
  readonly attributes: readonly AttributeToAsk[]
  readonly asksServerHost: boolean
  /**
   * A node-locked license may name a server although none is asked for: the model or the line item already says
   * that a dongle is shared or a server is used. When that is asked in the same step, the answer decides.
   */
  readonly offersServerHost: boolean
  readonly asksNodeHosts: boolean
  readonly asksCount: boolean
  readonly asksOverdraft: boolean
}

/** Everything that an activation of this line item has to ask. Source: Table 2-1, 2-2, 2-4; ACT-03. */
export function activationFieldsOf(
  lineItem: LineItemFacts,
  model: LicenseModelFacts,
  products: readonly ProductFacts[],
): ActivationFields {
  const { asksServerHost, asksNodeHosts, asksCount, mayOverdraw } = licenseKindOf(model.kind)
  const overdraft = model.attributes.overdraft?.when ?? 'not-used'
  return {
    asksStartDate: asksStartDate(lineItem.start),
    startDate: lineItem.start.startsOn,
    versionDate: needsVersionDate(products) ? versionDateToAsk(lineItem.version) : null,
    attributes: attributesToAsk(model, 'fulfillment'),
    asksServerHost,
    offersServerHost: !asksServerHost && isServerSettled(lineItem, model),
    asksNodeHosts,
    asksCount,
    asksOverdraft: mayOverdraw && overdraft !== 'not-used',
  }
}

/** Whether FLEXid Sharing or Use Server is on before the activation asks anything. Source: Table 2-1. */
function isServerSettled(lineItem: LineItemFacts, model: LicenseModelFacts): boolean {
  const named = namedAttributeValues(lineItem.attributes)
  const given = isRefusal(named) ? {} : named.values
  return (['flexidSharing', 'useServer'] as const).some((key) => {
    const setting = model.attributes[key]
    if (setting?.when === 'now') return setting.value === true
    return setting?.when === 'at-entitlement' && given[key] === true
  })
}

/** A line item of a batch, as far as it must fit the others. */
export interface BatchMember {
  readonly activationId: string
  /** `certificate`, or the name of a technology of the producer. */
  readonly technology: string
  readonly model: { readonly name: string }
}

/**
 * Whether several line items may be activated in one go: all of one license technology, certificate licenses besides
 * with one license model, and each once; null when they may. Products, entitlements and accounts may differ. The
 * refusal names the first line item that differs from the first one. Source: seed 000 "Activating several line items
 * together", back office 3.4; ACT-02.
 */
export function togetherRefusal(items: readonly BatchMember[]): Refusal | null {
  const [first] = items
  if (first === undefined) return refuse('line-items-missing')
  const stranger = items.find(({ technology }) => technology !== first.technology)
  if (stranger !== undefined) {
    const technologies = [first.technology, stranger.technology]
    return refuse('technologies-differ', { activationId: stranger.activationId, technologies })
  }
  const other =
    first.technology === 'certificate'
      ? items.find(({ model }) => model.name !== first.model.name)
      : undefined
  if (other !== undefined) {
    return refuse('license-models-differ', {
      activationId: other.activationId,
      models: [first.model.name, other.model.name],
    })
  }
  const ids = items.map((item) => item.activationId)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  return twice === undefined ? null : refuse('line-item-repeated', { activationId: twice })
}

/**
 * Reads "Ship To Email": one address, or several parted by commas without blanks between them.
 * An empty text is none. The refusal names the address that is wrong.
 */
export function readShipToEmail(
  text: string,
): { readonly ok: true; readonly addresses: readonly string[] } | Refusal {
  if (text.trim() === '') return { ok: true, addresses: [] }
  if (text.length > 2000) return refuse('ship-to-email', { value: text.slice(0, 80), problem: 'too-long' })
  if (/\s/u.test(text)) return refuse('ship-to-email', { value: text.slice(0, 80), problem: 'blank' })
  const addresses = text.split(',')
  const wrong = addresses.find(
    (address) => !/^[^\s@,;<>"\p{C}]{1,64}@[^\s@,;<>"\p{C}]+\.[^\s@,;<>"\p{C}.]{2,63}$/u.test(address),
  )
  if (wrong !== undefined) return refuse('ship-to-email', { value: wrong.slice(0, 80), problem: 'address' })
  return { ok: true, addresses: [...new Set(addresses)] }
}
