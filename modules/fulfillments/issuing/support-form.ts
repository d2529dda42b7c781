import type { LineItemFacts } from '@tallystick/entitlements/services.ts'
import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import type { Fulfillment } from '../resources.ts'
import type { ActivationFields } from '../rules/activation-fields.ts'
import { addDuration, calendarDateAt, type CalendarDate } from '../rules/calendar.ts'
import { proposedStart } from '../rules/license-beside.ts'
import { SUPPORT_ACTS, type SupportActName } from '../rules/support-acts.ts'
import { limitedActWords, longestOf } from '../rules/support-policy.ts'
import { policyFactsOf } from './held-licenses.ts'
import type { LicenseAct } from './license-acts.ts'

/** The figures of the policy of an act, as pages show them; null where none limits it. */
export function figuresOf(act: SupportActName, state: LicenseAct | undefined) {
  const figures = state?.figures
  if (!figures) return null
  return {
    ...figures,
    label: limitedActWords[SUPPORT_ACTS[act].policy],
    opensAt: figures.opensAt?.toString() ?? null,
  }
}

/** Whether an act may name other hosts. */
export function asksHosts(act: SupportActName): boolean {
  return act === 'rehost' || act === 'emergency' || act === 'publisher-error'
}

/** What an act on a license asks. */
export function fieldsOf(act: SupportActName, license: Fulfillment, asked: ActivationFields) {
  const isBeside = act === 'emergency' || act === 'stop-gap'
  const changes = act === 'repair' || act === 'publisher-error'
  const divides = act === 'return' || act === 'rehost'
  const { asksCount } = licenseKindOf(license.licenseKind as Parameters<typeof licenseKindOf>[0])
  return {
    asksPart: divides && asksCount && (license.copies > 1 || license.overdraft > 0),
    asksHosts: asksHosts(act),
    asksServerHost: asked.asksServerHost,
    offersServerHost: asked.offersServerHost,
    asksNodeHosts: asked.asksNodeHosts,
    asksStartDate: isBeside || (act === 'repair' && asked.asksStartDate) || act === 'publisher-error',
    versionDate: changes ? asked.versionDate : null,
    asksEnd: isBeside,
    attributes: changes || act === 'emergency' ? asked.attributes.map((attribute) => ({ ...attribute })) : [],
  }
}

/** The license that an act is about, as its form shows it. */
export function licenseOf(license: Fulfillment, licenseModel: string) {
  return {
    id: license.id,
    fulfillmentCode: license.fulfillmentCode,
    lineItemId: license.lineItemId,
    activationId: license.activationId,
    entitlementCode: license.entitlementCode,
    products: license.products,
    version: license.version,
    soldTo: license.soldTo,
    licenseModel,
    technology: license.technology,
    licenseKind: license.licenseKind,
    copies: license.copies,
    overdraft: license.overdraft,
    servers: [...license.servers],
    nodeHosts: [...license.nodeHosts],
    startsOn: license.startsOn,
    expiresOn: license.expiresOn,
    versionDate: license.versionDate,
    fulfilledAt: license.fulfilledAt,
    fulfilledBy: license.fulfilledBy,
    shipToEmail: license.shipToEmail,
    shipToAddress: license.shipToAddress,
    licenseText: license.licenseText,
  }
}

/** The start that an act proposes, and the latest end that its policy lets it have. */
export function spanOf(
  act: SupportActName,
  license: Fulfillment,
  item: LineItemFacts,
  today: CalendarDate,
): { readonly startDate: CalendarDate; readonly latestEnd: CalendarDate | null } {
  if (act !== 'emergency' && act !== 'stop-gap') return { startDate: license.startsOn, latestEnd: null }
  const issued = Temporal.Instant.from(license.fulfilledAt)
  const fulfilledOn = calendarDateAt(issued, item.lineItem.timeZone ?? 'UTC')
  const startDate = proposedStart(act, { fulfilledOn, today })
  const longest = longestOf(policyFactsOf(item), SUPPORT_ACTS[act].policy)
  return { startDate, latestEnd: longest && addDuration(startDate > today ? startDate : today, longest) }
}
