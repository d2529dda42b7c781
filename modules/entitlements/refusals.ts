import { attributeRefusalTexts } from '@tallystick/catalog/rules/attribute-texts.ts'
import type { RefusalText, RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'
import { moveRefusals } from './move-refusals.ts'

/** One text per state: what it forbids follows from the state alone. */
const entitlementStates: RefusalTexts = {
  'entitlement-draft': conflict(
    'The entitlement "{entitlementId}" is a draft.',
    'Deploy it first, or edit it while it is a draft.',
  ),
  'entitlement-deployed': conflict(
    'The entitlement "{entitlementId}" is deployed.',
    'Make it inactive or obsolete instead; a deployed entitlement can neither be deployed again nor deleted.',
  ),
  'entitlement-inactive': conflict('The entitlement "{entitlementId}" is inactive.', 'Reactivate it first.'),
  'entitlement-test': conflict(
    'The entitlement is a test, and tests never change their state.',
    'Create a regular entitlement for what is to be sold, and delete the test when it is done.',
  ),
  'entitlement-obsolete': conflict(
    'The entitlement "{entitlementId}" is obsolete, for good.',
    'Create a new entitlement.',
  ),
  'entitlement-on-hold': conflict(
    'The entitlement "{entitlementId}" is on hold.',
    'Wait until the producer has approved its transfer.',
  ),
}

const lineItemStates: RefusalTexts = {
  'line-item-draft': conflict('The line item "{activationId}" is a draft.', 'Deploy it first.'),
  'line-item-deployed': conflict(
    'The line item "{activationId}" is deployed.',
    'Make it inactive or obsolete instead; a deployed line item can neither be deployed again nor removed.',
  ),
  'line-item-inactive': conflict('The line item "{activationId}" is inactive.', 'Reactivate it first.'),
  'line-item-test': conflict(
    'The line item "{activationId}" is a test, and tests never change their state.',
    'Create a regular entitlement for what is to be sold.',
  ),
  'line-item-obsolete': conflict(
    'The line item "{activationId}" is obsolete, for good.',
    'Use another line item, or add a new one.',
  ),
  'line-item-on-hold': conflict(
    'The line item "{activationId}" is on hold.',
    'Wait until the producer has approved its transfer.',
  ),
}

const recordTexts: RefusalTexts = {
  'obsolete-switched-off': conflict(
    'Nothing can be made obsolete, because the setting for it is off.',
    'Make it inactive instead, or switch the setting on.',
  ),
  'field-fixed-after-deployment': conflict(
    'These fields are fixed once deployed: {fields}.',
    'Change other fields only, or create a new entitlement or line item.',
  ),
  'entitlement-id-characters': wrong(
    'The entitlement ID "{id}" holds what an ID cannot hold: {characters}',
    'Use letters, digits, hyphens, underscores and blanks inside; at most 255 characters.',
  ),
  'activation-id-characters': wrong(
    'The activation ID "{id}" holds what an ID cannot hold: {characters}',
    'Use letters, digits, hyphens, underscores and blanks inside; at most 255 characters.',
  ),
  'entitlement-id-taken': conflict(
    'There is already an entitlement with the ID "{id}".',
    'Choose another ID, or leave it empty to have one generated.',
  ),
  'activation-id-taken': conflict(
    'Already in use as an activation ID: {ids}.',
    'Choose another ID, or leave it empty to have one generated.',
  ),
  'entitlement-without-line-item': conflict(
    'The entitlement has no line item that could be deployed.',
    'Add a line item first.',
  ),
  'entitlement-only-maintenance': conflict(
    'The entitlement consists of maintenance only.',
    'Add a line item with a product that the maintenance is for.',
  ),
  'goods-not-deployed': conflict(
    'Not deployed in the catalog: {names}.',
    'Deploy these products and models first.',
  ),
  'entitlement-has-fulfillments': conflict(
    'Licenses were generated from the entitlement "{entitlementId}".',
    'Make it obsolete instead of deleting it.',
  ),
  'line-item-has-fulfillments': conflict(
    'Licenses were generated from the line item "{activationId}".',
    'Make it obsolete instead of removing it.',
  ),
}

const renewalTexts: RefusalTexts = {
  'line-item-without-end': conflict(
    'Not deployed, or without an end: {activationIds}.',
    'Ask for the renewal of subscriptions and maintenance that have a last day of use.',
  ),
  'requester-without-address': conflict(
    '{user} has no mail address that the copy could go to.',
    'Have an administrator enter the address, and ask again.',
  ),
}

const partyTexts: RefusalTexts = {
  'sold-to-given-twice': wrong(
    'The sold-to account is given twice.',
    'Give either sold-to or the accounts per tier.',
  ),
  'tier-given-twice': wrong('The tier {tier} has two accounts.', 'Give one account per tier.'),
  'several-owners': wrong('Several accounts are marked as current owner.', 'Mark one of them.'),
  'account-inactive': conflict(
    'The account {account} is inactive.',
    'Activate the account first, or choose another.',
  ),
  'contact-not-of-account': wrong(
    '{contact} does not belong to the account {account}.',
    'Choose a person of this account, or add the person to it.',
  ),
}

const goodsTexts: RefusalTexts = {
  'part-number-unassigned': wrong(
    'The part number "{partNumber}" stands for no product yet.',
    'Map the part number to a product, or name the product.',
  ),
  'part-number-disagrees': wrong(
    'The part number "{partNumber}" stands for {product}, and something else is named.',
    'Leave one of the two out.',
  ),
  'product-missing': wrong('The line item has no product.', 'Name a product or a part number.'),
  'product-given-twice': wrong(
    'The product {product} is named twice.',
    'Name it once, with its quantity per copy.',
  ),
  'product-not-for-kind': wrong(
    '{product} cannot be sold with a {kind} line item.',
    'Sell products and suites with licensed line items, maintenance with maintenance line items.',
  ),
  'product-state': conflict(
    'Not open for new line items: {names}.',
    'Deploy the products, or create a test entitlement, which may use drafts.',
  ),
  'license-model-not-asked': wrong('Maintenance has no license model.', 'Leave the license model empty.'),
  'license-model-missing': wrong(
    'The license model is not clear. Usable with all named products: {models}.',
    'Name one license model that all products share and that is deployed.',
  ),
  'license-model-not-linked': wrong(
    'The product {product} is not sold with the license model "{model}".',
    'Choose a license model of the product, or link the model to it.',
  ),
  'license-model-state': conflict(
    'Not open for new line items: {names}.',
    'Deploy the license model, or create a test entitlement, which may use drafts.',
  ),
}

const termTexts: RefusalTexts = {
  'term-missing': wrong('The line item has no expiration.', 'Choose permanent, a last day, or a duration.'),
  'term-set-by-license-model': wrong(
    'The license model "{model}" settles the expiration: {setting}.',
    'Leave the expiration empty, or choose another license model.',
  ),
  'start-date-missing': wrong(
    'The start date is missing.',
    'Give a start date, or choose another start date option.',
  ),
  'start-date-not-asked': wrong(
    'A start date does not go with the option {startOption}.',
    'Leave the start date empty, or choose to specify it now.',
  ),
  'start-after-expiration': wrong(
    'The line item would expire on {expires}, before it starts on {startDate}.',
    'Choose an earlier start or a later expiration.',
  ),
  'expiration-out-of-range': wrong(
    'From {startDate} the duration ends after the year 9999.',
    'Choose a shorter duration, or permanent.',
  ),
  'version-date-missing': wrong(
    'The version date is missing.',
    'Give a version date, or choose another option.',
  ),
  'version-date-not-asked': wrong(
    'A version date does not go with the option {option}.',
    'Leave the version date empty, or choose to specify it now.',
  ),
  'version-duration-not-used': wrong(
    'A duration does not go with the version date option {option}.',
    'Leave the version date duration empty.',
  ),
  'time-zone-unknown': wrong('There is no time zone "{timeZone}".', 'Use a name such as Europe/Berlin.'),
}

const lineItemTexts: RefusalTexts = {
  'policy-not-asked': wrong(
    'The license model does not leave the policy "{policy}" to the line item.',
    'Leave it out.',
  ),
  'policy-value': wrong('The policy "{policy}" needs {expected}.', 'Correct the value.'),
  'extra-activations-not-asked': wrong(
    'The license model allows {count} extra activations, and the line item cannot say {given}.',
    'Leave them out, or choose a license model that leaves them to the line item.',
  ),
  'copies-below-taken': conflict(
    'Already {taken} copies are fulfilled, more than {total} with {extraActivations} extra activations.',
    'Choose at least as many copies as are fulfilled.',
  ),
  'copies-below-moved': conflict(
    'Of "{activationId}" {taken} copies are fulfilled, {moved} went to what replaces it, {brought} came from what it replaces.',
    'Choose at least as many copies, and leave the extra activations that are in use.',
  ),
  'copies-came-along': conflict(
    'The {total} copies of "{activationId}" came along from another line item, where they count as gone.',
    'Leave the number of copies. Add or take away copies where they were sold.',
  ),
  'maintenance-unknown': wrong(
    'No maintenance line item of this entitlement: {ids}.',
    'Add the maintenance line item to the same entitlement first.',
  ),
  'maintenance-not-asked': wrong(
    'Maintenance is linked to licensed line items, not to maintenance.',
    'Leave the maintenance of a maintenance line item empty.',
  ),
  'insufficient-copies': conflict(
    'Asked for {requested} copies; {available} are available and {extraActivations} extra activations are left.',
    'Ask for fewer copies, or return licenses that are not needed.',
  ),
  'overdraft-exceeded': conflict(
    'Asked for {requested} overdraft copies; {left} of {maximum} are left.',
    'Ask for less overdraft.',
  ),
}

const changeTexts: RefusalTexts = {
  'change-only-licensed': conflict(
    'The line item "{activationId}" gives or would give maintenance, which has no copies to move.',
    'Upgrade, upsell or renew licensed line items; extend maintenance with a new maintenance line item.',
  ),
  'change-of-bulk': conflict(
    'The line item "{activationId}" or the one that replaces it belongs to a bulk entitlement.',
    'Change the line items that its keys were redeemed into, or sell a bulk entitlement of this type.',
  ),
  'change-of-other-account': conflict(
    'The line item "{activationId}" belongs to another account than the one that would replace it.',
    'Choose an entitlement of the same account, or transfer the line item first.',
  ),
  'change-incomplete': wrong(
    'What is changed and how it is changed belong together.',
    'Give both the line item that is replaced and the kind of change, or neither.',
  ),
  'change-target-missing': conflict(
    'There is no deployed product to {verb} {from} to.',
    'Relate the products in the catalog, deploy the newer one, or name the product.',
  ),
  'change-target-ambiguous': wrong(
    'There are several products to {verb} {from} to: {targets}.',
    'Name the product.',
  ),
  'change-relation-missing': conflict(
    'The catalog has no relation "{kind}" from {from} to {to}.',
    'Choose a product that is related, or relate the products in the catalog.',
  ),
  'change-selection-missing': wrong(
    'Nothing is selected that could be changed.',
    'Name line items, accounts or products.',
  ),
  'change-selection-large': wrong(
    '{total} line items are selected, more than {maximum}.',
    'Narrow the selection by accounts or products, and do the rest afterwards.',
  ),
  'renewal-not-needed': conflict(
    'The line item "{activationId}" never ends, and none of its features has a version by date.',
    'There is nothing to renew. Upgrade it, or sell maintenance for it.',
  ),
  'renewal-other-products': wrong(
    'A renewal of "{activationId}" keeps its products {products}, and cannot have {given}.',
    'Leave the products out, or upgrade or upsell instead.',
  ),
  'renewal-term-missing': wrong(
    'It is not known how long the renewal of "{activationId}" lasts: its present term ({present}) does not go on by itself.',
    'Give the last day or a duration of the renewal, or make it permanent.',
  ),
  'renewal-start-unknown': conflict(
    'It is not known when the line item "{activationId}" ends.',
    'Give a start date, or let the renewal start today.',
  ),
  'renewal-start-given-twice': wrong(
    'The start is given twice: as a date, and as the day after the present end.',
    'Give one of the two.',
  ),
}

const keyTexts: RefusalTexts = {
  'bulk-change-not-asked': wrong(
    'Only the keys of a bulk entitlement give upgrades, upsells or renewals.',
    'Leave the kind of change out, or make the entitlement a bulk entitlement.',
  ),
  'entitlement-not-bulk': conflict(
    'The line item "{activationId}" does not belong to a bulk entitlement.',
    'Web register keys come out of bulk entitlements only.',
  ),
  'keys-only-licensed': conflict(
    'The line item "{activationId}" gives maintenance, and keys do not.',
    'Choose a licensed line item of the bulk entitlement.',
  ),
  'web-register-keys-exceed-copies': conflict(
    'With {requested} more there would be {wanted} keys, and the line item "{activationId}" has {total} copies.',
    'Make fewer keys, retire some that are not needed, or sell more copies.',
  ),
  'web-register-key-taken': conflict(
    'There is already a web register key {keys}.',
    'Keys are unique, whatever their case. Leave these out.',
  ),
  'web-register-key-characters': wrong(
    'The web register key "{id}" holds what it cannot hold: {characters}',
    'Use letters, digits, hyphens, underscores and blanks inside; at most 252 characters.',
  ),
  'web-register-key-redeemed': conflict(
    'The web register key "{key}" was redeemed on {redeemedAt}.',
    'Each key is good once. Look among your entitlements, or ask whoever gave it to you.',
  ),
  'web-register-key-retired': conflict(
    'The web register key "{key}" is not valid any more.',
    'Ask whoever gave it to you for another one.',
  ),
  'web-register-key-expired': conflict(
    'What the web register key "{key}" stands for ended on {endedOn}.',
    'Ask whoever gave it to you for another one.',
  ),
  'web-register-key-account-missing': wrong(
    'It is not clear for which account the key is redeemed.',
    'Name one of your accounts.',
  ),
  'web-register-key-changes-missing': wrong(
    'The web register key "{key}" is for an {kind} of a line item that you have.',
    'Name the line item that it shall replace.',
  ),
  'web-register-key-changes-not-asked': wrong(
    'The web register key "{key}" gives something new and replaces nothing.',
    'Leave the line item out.',
  ),
}

/** Sentences of the refusals of entitlements and line items; those of attributes are the catalog's. */
export const entitlementsRefusals: RefusalTexts = {
  ...attributeRefusalTexts,
  ...entitlementStates,
  ...lineItemStates,
  ...recordTexts,
  ...partyTexts,
  ...renewalTexts,
  ...goodsTexts,
  ...termTexts,
  ...lineItemTexts,
  ...changeTexts,
  ...keyTexts,
  ...moveRefusals,
}

function conflict(say: string, cure: string): RefusalText {
  return { say, cure, status: 409 }
}

function wrong(say: string, cure: string): RefusalText {
  return { say, cure, status: 422 }
}
