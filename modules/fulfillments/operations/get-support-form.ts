import { contactsOfAccounts } from '@tallystick/accounts/services.ts'
import { lineItemFacts } from '@tallystick/entitlements/services.ts'
import { hostTypesOffered } from '@tallystick/hosts/rules/host-type-guess.ts'
import { hostsOfAccounts } from '@tallystick/hosts/services.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { activationFactsOf } from '../issuing/facts-of.ts'
import { policyFactsOf } from '../issuing/held-licenses.ts'
import { actsOn } from '../issuing/license-acts.ts'
import { ownTechnologies, technologyNamed } from '../issuing/held-technology.ts'
import { hostAttributesOf } from '../issuing/license-attributes.ts'
import { hostIdSettingsOf } from '../issuing/license-settings.ts'
import { asksHosts, fieldsOf, figuresOf, licenseOf, spanOf } from '../issuing/support-form.ts'
import { Fulfillments, type Fulfillment } from '../resources.ts'
import { activationFieldsOf } from '../rules/activation-fields.ts'
import { givesCopiesBack } from '../rules/support-policy.ts'
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
  return {
    command: state ? commandState(state.refusal) : null,
    license: licenseOf(license, facts.model.name),
    fields: fieldsOf(act, license, asked),
    attributes: Object.fromEntries(asked.attributes.map(({ key }) => [key, license.attributes[key] ?? null])),
    hostAttributes: asksHosts(act) ? await hostAttributesAsked(ctx, license) : [],
    presentHostAttributes: { ...hostAttributesOf(license) },
    ...spanOf(act, license, item, facts.today),
    today: facts.today,
    policy: figuresOf(act, state),
    isOverride: state?.isOverride ?? false,
    mayOverride: ctx.may('policies.override'),
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

async function hostAttributesAsked(ctx: QueryContext, license: Fulfillment): Promise<string[]> {
  const [name] = ownTechnologies([license])
  return name === undefined ? [] : [...(await technologyNamed(ctx, name)).hostAttributes]
}

/** Only who may send a license somewhere is shown whom. */
function contactsOf(ctx: QueryContext, accounts: readonly string[]) {
  return ctx.may('licenses.email') ? contactsOfAccounts(ctx, accounts, OFFERED_MAX) : []
}
