import { contactsOfAccounts } from '@tallystick/accounts/services.ts'
import { lineItemFacts } from '@tallystick/entitlements/services.ts'
import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import { hostTypesOffered } from '@tallystick/hosts/rules/host-type-guess.ts'
import { hostsOfAccounts } from '@tallystick/hosts/services.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { activationFactsOf } from '../issuing/facts-of.ts'
import { policyFactsOf } from '../issuing/held-licenses.ts'
import { actsOn, type LicenseAct } from '../issuing/license-acts.ts'
import { hostIdSettingsOf } from '../issuing/license-settings.ts'
import { Fulfillments, type Fulfillment } from '../resources.ts'
import { activationFieldsOf, type ActivationFields } from '../rules/activation-fields.ts'
import { addDuration, calendarDateAt } from '../rules/calendar.ts'
import { proposedStart } from '../rules/license-beside.ts'
import type { SupportActName } from '../rules/support-acts.ts'
import { givesCopiesBack, limitedActWords, longestOf } from '../rules/support-policy.ts'
import { SUPPORT_ACTS } from '../rules/support-acts.ts'
import { commandState } from '../view.ts'
import { getSupportForm } from './get-support-form.contract.ts'

/** Hosts and contacts that are offered at most; beyond that a person types. */
const OFFERED_MAX = 200

export default implementQuery(getSupportForm, async (ctx, { fulfillment, act }) => {
  const license = await find(ctx, Fulfillments, fulfillment)
  const [item] = await lineItemFacts(ctx, [license.lineItemId])
  invariant(item, 'A license has a line item.')
  if (item.licenseModel === null) return ctx.refuse(refuse('line-item-without-license'))
  const facts = activationFactsOf(ctx, item)
  const asked = activationFieldsOf(facts.lineItem, facts.model, facts.products)
  const state = (await actsOn(ctx, license, item)).find(({ name }) => name === act)
  const policies = policyFactsOf(item)
  const settings = await hostIdSettingsOf(ctx)
  const accounts = license.accountId ? [license.accountId] : []
  const fulfilledOn = calendarDateAt(
    Temporal.Instant.from(license.fulfilledAt),
    item.lineItem.timeZone ?? 'UTC',
  )
  const isBeside = act === 'emergency' || act === 'stop-gap'
  const startDate = isBeside ? proposedStart(act, { fulfilledOn, today: facts.today }) : license.startsOn
  const longest = isBeside ? longestOf(policies, SUPPORT_ACTS[act].policy) : null
  return {
    command: state ? commandState(state.refusal) : null,
    license: licenseOf(license, facts.model.name),
    fields: fieldsOf(act, license, asked),
    attributes: Object.fromEntries(
      asked.attributes.map(({ key }) => [key, license.attributes[key] ?? null]),
    ),
    startDate,
    today: facts.today,
    policy: figuresOf(act, state),
    isOverride: state?.isOverride ?? false,
    mayOverride: ctx.may('policies.override'),
    latestEnd: longest && addDuration(startDate > facts.today ? startDate : facts.today, longest),
    givesCopiesBack: givesCopiesBack(policies),
    hosts: asksHosts(act) ? await hostsOfAccounts(ctx, accounts, OFFERED_MAX) : [],
    hostTypes: {
      server: [...hostTypesOffered('server', settings)],
      node: [...hostTypesOffered('node', settings)],
    },
    hostIdSettings: { ...settings },
    contacts: await contactsOf(ctx, accounts),
  }
})

/** Only who may send a license somewhere is shown whom. */
function contactsOf(ctx: QueryContext, accounts: readonly string[]) {
  return ctx.may('licenses.email') ? contactsOfAccounts(ctx, accounts, OFFERED_MAX) : []
}

function figuresOf(act: SupportActName, state: LicenseAct | undefined) {
  const figures = state?.figures
  if (!figures) return null
  return {
    ...figures,
    label: limitedActWords[SUPPORT_ACTS[act].policy],
    opensAt: figures.opensAt?.toString() ?? null,
  }
}

function asksHosts(act: SupportActName): boolean {
  return act === 'rehost' || act === 'emergency' || act === 'publisher-error'
}

function fieldsOf(act: SupportActName, license: Fulfillment, asked: ActivationFields) {
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
    attributes:
      changes || act === 'emergency' ? asked.attributes.map((attribute) => ({ ...attribute })) : [],
  }
}

function licenseOf(license: Fulfillment, licenseModel: string) {
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
