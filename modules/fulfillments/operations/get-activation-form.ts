import { technologiesNamed } from '@tallystick/catalog/services.ts'
import { contactsOfAccounts } from '@tallystick/accounts/services.ts'
import { lineItemFacts, type LineItemFacts } from '@tallystick/entitlements/services.ts'
import {
  copiesAvailable,
  copiesRemaining,
  copiesUnfulfilled,
  extraActivationsAvailable,
  overdraftLeft,
} from '@tallystick/entitlements/rules/figures.ts'
import { hostTypesOffered } from '@tallystick/hosts/rules/host-type-guess.ts'
import { hostsOfAccounts } from '@tallystick/hosts/services.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { implementQuery, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { activationFactsOf, batchMemberOf } from '../issuing/facts-of.ts'
import { ownTechnologies } from '../issuing/held-technology.ts'
import { hostIdSettingsOf } from '../issuing/license-settings.ts'
import { viewRefusal } from '../issuing/view-refusal.ts'
import { activationFieldsOf, togetherRefusal } from '../rules/activation-fields.ts'
import { stateRefusal } from '../rules/activation-states.ts'
import { expirationOf } from '../rules/expiration.ts'
import { getActivationForm } from './get-activation-form.contract.ts'

/** Hosts and contacts that are offered at most; beyond that a person types. */
const OFFERED_MAX = 200

export default implementQuery(getActivationForm, async (ctx, input) => {
  const references = input.lineItems.filter((text) => text !== '')
  if (references.length === 0) return ctx.refuse(refuse('line-items-missing'))
  const items = await lineItemFacts(ctx, references)
  if (items.some(({ licenseModel }) => licenseModel === null))
    return ctx.refuse(refuse('line-item-without-license'))
  const accountIds = [...new Set(items.flatMap(({ soldTo }) => (soldTo ? [soldTo.id] : [])))]
  const settings = await hostIdSettingsOf(ctx)
  return {
    items: items.map((item) => formOf(ctx, item)),
    ...(await askedByTechnology(ctx, items)),
    togetherRefusal: viewRefusal(togetherRefusal(items.map(batchMemberOf))),
    hosts: await hostsOfAccounts(ctx, accountIds, OFFERED_MAX),
    hostTypes: {
      server: [...hostTypesOffered('server', settings)],
      node: [...hostTypesOffered('node', settings)],
    },
    hostIdSettings: { ...settings },
    contacts: await contactsOfAccounts(ctx, accountIds, OFFERED_MAX),
  }
})

/** Certificates ask nothing of a host besides its ID, and can be joined. */
async function askedByTechnology(ctx: QueryContext, items: readonly LineItemFacts[]) {
  const names = ownTechnologies(items.map(({ lineItem }) => lineItem))
  if (names.length === 0) return { hostAttributes: [], consolidates: true }
  const technologies = await technologiesNamed(ctx, names)
  return {
    hostAttributes: [...new Set(technologies.flatMap(({ hostAttributes }) => hostAttributes))],
    consolidates: technologies.every(({ generation, consolidates }) => generation === 'http' && consolidates),
  }
}

function formOf(ctx: QueryContext, item: LineItemFacts) {
  const facts = activationFactsOf(ctx, item)
  const { lineItem, entitlement } = item
  const counts = lineItem
  return {
    lineItem: {
      id: lineItem.id,
      activationId: lineItem.activationId,
      entitlementCode: entitlement.code,
      products: lineItem.productsLabel,
      versions: lineItem.versionsLabel,
      soldTo: lineItem.soldToLabel,
      licenseModel: facts.model.name,
      licenseKind: facts.model.kind,
      expiresOn: expiryOf(item, facts.today),
      changeKind: lineItem.changeKind,
      parentActivationId: lineItem.parentActivationId,
    },
    fields: fieldsOf(facts),
    figures: {
      copiesTotal: counts.copiesTotal,
      copiesTaken: counts.copiesTaken,
      copiesMoved: counts.copiesMoved,
      copiesBrought: counts.copiesBrought,
      copiesToBring: counts.copiesToBring,
      copiesUnfulfilled: copiesUnfulfilled(counts),
      copiesAvailable: copiesAvailable(counts),
      copiesRemaining: copiesRemaining(counts),
      extraActivationsAvailable: extraActivationsAvailable(counts),
      extraActivationsMax: counts.extraActivationsMax,
      overdraftMax: counts.overdraftMax,
      overdraftTaken: counts.overdraftTaken,
      overdraftLeft: overdraftLeft(counts),
    },
    shipToEmail: entitlement.shipToEmail,
    shipToAddress: entitlement.shipToAddress,
    refusal: viewRefusal(stateRefusal(facts)),
  }
}

function fieldsOf(facts: ReturnType<typeof activationFactsOf>) {
  const fields = activationFieldsOf(facts.lineItem, facts.model, facts.products)
  return { ...fields, attributes: fields.attributes.map((attribute) => ({ ...attribute })) }
}

/** The last day if the license began today; null when it is permanent or cannot be known. */
function expiryOf(item: LineItemFacts, today: string): string | null {
  const expiration = expirationOf(item.lineItem.term, item.lineItem.startsOn ?? today)
  return 'expires' in expiration ? expiration.expires : null
}
